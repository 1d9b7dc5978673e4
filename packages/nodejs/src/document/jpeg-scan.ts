import { concatBytes } from '@holdover/kernel';
import type { DocumentScan } from './count-pages.ts';

/** A frame header comes after tables and metadata; colour profiles and thumbnails are the largest of these. */
const SEARCHED = 256 * 1024;

/** One page; in colour when its frame has more than one component (ITU-T T.81 §B.2.2). */
export function createJpegScan(): DocumentScan {
  const parts: Uint8Array[] = [];
  let length = 0;
  return {
    push(chunk) {
      if (length >= SEARCHED) return;
      parts.push(chunk);
      length += chunk.length;
    },
    end: () => ({ pages: 1, color: isColor(concatBytes(parts)) }),
  };
}

function isColor(bytes: Uint8Array): boolean | undefined {
  // After SOI: segments of a marker (0xff, code) and a length that counts itself.
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return (bytes[at + 9] ?? 1) > 1;
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
  }
  return undefined;
}
