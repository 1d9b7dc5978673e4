/**
 * A baseline JPEG (ITU-T T.81) of one even tint, 1 or 3 components, whole enough for any decoder.
 * @param blocks its width and height in blocks of 8 pixels
 */
export function plainJpeg(components: 1 | 3, blocks: number): Buffer {
  const numbers = Array.from({ length: components }, (_, index) => index + 1);
  const size = [(blocks * 8) >> 8, (blocks * 8) & 0xff];
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, [...Buffer.from('JFIF\0'), 1, 1, 1, 0, 72, 0, 72, 0, 0]),
    segment(0xdb, [0, ...Array.from({ length: 64 }, () => 1)]),
    segment(0xc0, [8, ...size, ...size, components, ...numbers.flatMap((id) => [id, 0x11, 0])]),
    segment(0xc4, huffmanTable(0x00, [[0], [TINT_BITS]])),
    segment(0xc4, huffmanTable(0x10, [[0]])),
    segment(0xda, [components, ...numbers.flatMap((id) => [id, 0]), 0, 63, 0]),
    scan(components, blocks * blocks),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** A difference of this many bits in the first block tints all that follow. */
const TINT_BITS = 9;
const TINT = 0b101000000;

function segment(marker: number, body: readonly number[]): Buffer {
  const length = body.length + 2;
  return Buffer.from([0xff, marker, length >> 8, length & 0xff, ...body]);
}

/** §B.2.4.2: how many codes of each length, then their symbols. */
function huffmanTable(kind: number, byLength: readonly (readonly number[])[]): readonly number[] {
  const counts = Array.from({ length: 16 }, (_, index) => byLength[index]?.length ?? 0);
  return [kind, ...counts, ...byLength.flat()];
}

/** Each block: its difference to the one before (code 0: none; code 10: TINT_BITS follow), then end of block (code 0). */
function scan(components: 1 | 3, blocks: number): Buffer {
  const tinted = `10${TINT.toString(2)}0`;
  const first = components === 1 ? tinted : `00${tinted}${'00'}`;
  const bits = first + '00'.repeat(components * (blocks - 1));
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1');
  const bytes = padded.match(/.{8}/g)?.map((octet) => Number.parseInt(octet, 2)) ?? [];
  // §B.1.1.5: 0xff in the scan is followed by a zero.
  return Buffer.from(bytes.flatMap((octet) => (octet === 0xff ? [0xff, 0] : [octet])));
}
