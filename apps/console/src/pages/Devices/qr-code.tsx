import { useMemo } from 'react';
import { encode } from 'uqr';
import { qrPath } from './qr-path.ts';

/** Dark on light in both schemes: readers expect it (ISO/IEC 18004), with a quiet zone of four modules. */
export function QrCode({ text, label, size = 190 }: { text: string; label: string; size?: number }) {
  const { path, side } = useMemo(() => {
    const { data } = encode(text, { ecc: 'M', border: 4 });
    return { path: qrPath(data), side: data.length };
  }, [text]);
  return (
    <svg
      viewBox={`0 0 ${side} ${side}`}
      width={size}
      height={size}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect width={side} height={side} rx={1.5} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
