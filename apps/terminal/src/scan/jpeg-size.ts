export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** More than all that may come before the frame header: profiles and thumbnails of many segments. */
export const LONGEST_JPEG_HEAD = 512 * 1024;

const SOI = 0xffd8;

/**
 * ITU-T T.81 §B.1 and §B.2.2: SOI, then segments `FF marker, length u16 (with itself), …`; the frame header is
 * `FF C0…CF (not C4, C8, CC), length u16, precision u8, lines u16, samples a line u16, …`.
 * @returns `more` while the frame header has not come · `not-jpeg` none of a page will
 */
export function jpegSize(head: Uint8Array): PixelSize | 'more' | 'not-jpeg' {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 4) return 'more';
  if (view.getUint16(0) !== SOI) return 'not-jpeg';
  for (let at = 2; ;) {
    if (at + 9 > head.length) return 'more';
    if (view.getUint8(at) !== 0xff) return 'not-jpeg';
    const marker = view.getUint8(at + 1);
    // Any number of fill bytes may stand before a marker.
    if (marker === 0xff) at += 1;
    else if (isFrame(marker)) return sizeOf(view, at);
    else if (marker === 0xda || marker === 0xd9 || view.getUint16(at + 2) < 2) return 'not-jpeg';
    else at += 2 + view.getUint16(at + 2);
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Lines told only after the image (DNL) are of no scanner known. */
function sizeOf(view: DataView, at: number): PixelSize | 'not-jpeg' {
  const height = view.getUint16(at + 5);
  const width = view.getUint16(at + 7);
  return width === 0 || height === 0 ? 'not-jpeg' : { width, height };
}
