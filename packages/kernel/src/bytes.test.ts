import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concatBytes, equalBytes, fromBase64Url, fromHex, fromUtf8, toBase64Url, toHex, utf8 } from './bytes.ts';

test('base64url agrees with the platform and reads back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
      expect(fromBase64Url(text)).toEqual(Uint8Array.from(bytes));
    }),
  );
});

test('base64url refuses padding, foreign letters, impossible lengths and stray low bits', () => {
  for (const text of ['AA==', 'A+/A', 'A', 'AB', 'AAB']) expect([text, fromBase64Url(text)]).toEqual([text, undefined]);
});

test('hex reads back and refuses half a byte', () => {
  expect(toHex(fromHex('00fF10') ?? new Uint8Array())).toBe('00ff10');
  expect(fromHex('abc')).toBeUndefined();
  expect(fromHex('zz')).toBeUndefined();
});

test('UTF-8 is strict', () => {
  expect(fromUtf8(utf8('Zoë 🖨'))).toBe('Zoë 🖨');
  expect(() => fromUtf8(new Uint8Array([0xc3, 0x28]))).toThrow(TypeError);
});

test('bytes are equal by content and length', () => {
  expect(equalBytes(utf8('abc'), utf8('abc'))).toBe(true);
  expect(equalBytes(utf8('abc'), utf8('abd'))).toBe(false);
  expect(equalBytes(utf8('abc'), utf8('ab'))).toBe(false);
  expect(concatBytes([utf8('a'), utf8(''), utf8('bc')])).toEqual(utf8('abc'));
});
