import { expect, test } from 'vitest';
import { TINY_JPEG } from '../testing/scripted-scanner.ts';
import { jpegSize } from './jpeg-size.ts';

test('the size of a page, and nothing before its frame header has come', () => {
  expect(jpegSize(TINY_JPEG)).toEqual({ width: 16, height: 8 });
  for (let length = 0; length < TINY_JPEG.length; length += 1) {
    const size = jpegSize(TINY_JPEG.subarray(0, length));
    expect(size === 'more' || JSON.stringify(size) === '{"width":16,"height":8}').toBe(true);
  }
});

test('fill bytes may stand before a marker', () => {
  const filled = Buffer.concat([TINY_JPEG.subarray(0, 2), Buffer.of(0xff, 0xff), TINY_JPEG.subarray(2)]);
  expect(jpegSize(filled)).toEqual({ width: 16, height: 8 });
});

test.each([
  ['a PDF', Buffer.from('%PDF-1.4 and more')],
  ['no marker after the first', Buffer.of(0xff, 0xd8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ['an image without a frame header', Buffer.of(0xff, 0xd8, 0xff, 0xda, 0, 4, 0, 0, 0, 0, 0, 0)],
  ['a segment shorter than its own length', Buffer.of(0xff, 0xd8, 0xff, 0xe0, 0, 1, 0, 0, 0, 0, 0, 0)],
  ['no lines', Buffer.of(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 0, 0, 0, 16, 1)],
])('%s is no page', (_, bytes) => {
  expect(jpegSize(bytes)).toBe('not-jpeg');
});
