import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

interface ScaledFrameProps {
  readonly url: string;
  readonly title: string;
  /** The size the page inside believes to have, in CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** Another page at its own size, drawn as small as the room demands. */
export function ScaledFrame({ url, title, width, height }: ScaledFrameProps) {
  const room = useRef<HTMLDivElement>(null);
  const scale = useSignal(0.5);
  useEffect(() => {
    const element = room.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      scale.value = Math.min(1, element.clientWidth / width);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [width]);
  return (
    <div class="frame-room" ref={room} style={{ aspectRatio: `${width} / ${height}` }}>
      <iframe src={url} title={title} width={width} height={height} style={{ transform: `scale(${scale.value})` }} />
    </div>
  );
}
