import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface ScaledFrameProps {
  readonly url: string;
  readonly title: string;
  /** The size the page inside believes to have, in CSS pixels; without a height it gets what the room has. */
  readonly width: number;
  readonly height?: number;
}

/** Another page at its own size, drawn as large as the room allows; one that fills its room is never enlarged. */
export function ScaledFrame({ url, title, width, height }: ScaledFrameProps) {
  const room = useRef<HTMLDivElement>(null);
  const size = useSignal({ scale: 0.5, height: height ?? width });
  useEffect(() => {
    const element = room.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === 0) return;
      const fitting = element.clientWidth / width;
      const scale = height === undefined ? Math.min(1, fitting) : fitting;
      size.value = { scale, height: height ?? Math.round(element.clientHeight / scale) };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width, height]);
  const { scale } = size.value;
  return (
    <div
      class={height === undefined ? 'frame-room frame-room--fills' : 'frame-room'}
      ref={room}
      style={height === undefined ? {} : { aspectRatio: `${width} / ${height}` }}
    >
      <iframe
        src={url}
        title={title}
        width={height === undefined ? Math.max(width, room.current?.clientWidth ?? width) : width}
        height={size.value.height}
        style={{ transform: `scale(${scale})` }}
      />
    </div>
  );
}
