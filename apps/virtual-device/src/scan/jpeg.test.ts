import { expect, test } from 'vitest';
import { jpeg, type Mosaic, type Tone } from './jpeg.ts';

test('every block has the tone it was given, in gray and in colour', () => {
  const gray: Mosaic = (column, row) => [(column * 37 + row * 91) % 256];
  expect(tones({ width: 50, height: 33, components: 1 }, gray)).toEqual(expected(7, 5, gray));
  const red: Tone = [250, 10, 20];
  const blue: Tone = [0, 0, 255];
  const colors: Mosaic = (column, row) => ((column + row) % 3 === 0 ? blue : red);
  for (const [index, tone] of tones({ width: 24, height: 16, components: 3 }, colors).entries()) {
    const wanted = colors(index % 3, Math.floor(index / 3));
    for (const [part, value] of tone.entries()) expect(Math.abs(value - (wanted[part] ?? 0))).toBeLessThan(4);
  }
});

test('black beside white, the widest differences there are', () => {
  const chess: Mosaic = (column, row) => [(column + row) % 2 === 0 ? 0 : 255];
  expect(tones({ width: 80, height: 80, components: 1 }, chess)).toEqual(expected(10, 10, chess));
});

test('A3 at 600 dpi in colour comes in parts', () => {
  let parts = 0;
  let largest = 0;
  for (const part of jpeg({ width: 7016, height: 9922, resolution: 600, components: 3 }, (column) => [
    column % 256,
    9,
    9,
  ])) {
    parts += 1;
    largest = Math.max(largest, part.length);
  }
  expect(parts).toBeGreaterThan(10);
  expect(largest).toBeLessThan(64 * 1024);
});

function expected(columns: number, rows: number, mosaic: Mosaic): readonly (readonly number[])[] {
  return Array.from({ length: columns * rows }, (_, index) => mosaic(index % columns, Math.floor(index / columns)));
}

/** A reader of exactly these files: the size from the frame, the differences from the scan. */
function tones(
  size: { width: number; height: number; components: 1 | 3 },
  mosaic: Mosaic,
): readonly (readonly number[])[] {
  const bytes = Buffer.concat([...jpeg({ ...size, resolution: 300 }, mosaic)]);
  const frame = bytes.indexOf(Buffer.from([0xff, 0xc0]));
  expect([bytes.readUInt16BE(frame + 7), bytes.readUInt16BE(frame + 5)]).toEqual([size.width, size.height]);
  expect(bytes.subarray(-2)).toEqual(Buffer.from([0xff, 0xd9]));
  const start = bytes.indexOf(Buffer.from([0xff, 0xda]));
  const scan = bytes.subarray(start + 2 + bytes.readUInt16BE(start + 2), -2);
  const octets = [...scan].filter((octet, index) => octet !== 0 || scan[index - 1] !== 0xff);
  const bits = octets.flatMap((octet) => Array.from({ length: 8 }, (_, index) => (octet >> (7 - index)) & 1));
  const last = [0, 0, 0];
  const blocks = Math.ceil(size.width / 8) * Math.ceil(size.height / 8);
  return Array.from({ length: blocks }, () => {
    const [y = 0, cb = 0, cr = 0] = Array.from({ length: size.components }, (_, part) => {
      let category = 0;
      while (bits.shift() === 1) category += 1;
      const value = Number.parseInt(`0${bits.splice(0, category).join('')}`, 2);
      const isNegative = category > 0 && value < 1 << (category - 1);
      expect(bits.shift()).toBe(0);
      return (last[part] = (last[part] ?? 0) + (isNegative ? value - (1 << category) + 1 : value));
    });
    if (size.components === 1) return [y + 128];
    return [y + 128 + 1.402 * cr, y + 128 - 0.344_136 * cb - 0.714_136 * cr, y + 128 + 1.772 * cb];
  });
}
