import { expect, test } from 'vitest';
import { ALWAYS, keyRows, type KeyLayer } from './keyboard-layouts.ts';

const LAYERS: readonly KeyLayer[] = ['letters', 'capitals', 'signs', 'more-signs'];
const onKeys = (language: 'en' | 'de'): Set<string> =>
  new Set([...LAYERS.flatMap((layer) => keyRows(layer, language).flat()), ...ALWAYS.before, ...ALWAYS.after]);

test.each(['en', 'de'] as const)('every character of ASCII and every umlaut can be typed in %s', (language) => {
  const keys = onKeys(language);
  const ascii = Array.from({ length: 94 }, (_, index) => String.fromCodePoint(0x21 + index));
  expect([...ascii, 'ä', 'ö', 'ü', 'ß'].filter((character) => !keys.has(character))).toEqual([]);
});

test('German letters lie as on a German keyboard, and each capital is one character', () => {
  expect(keyRows('letters', 'de').map((row) => row.join(''))).toEqual(['qwertzuiopü', 'asdfghjklöä', 'yxcvbnmß']);
  expect(
    keyRows('capitals', 'de')
      .flat()
      .every((key) => Array.from(key).length === 1),
  ).toBe(true);
});

test('no row has more keys than fit a panel 800 px wide at 64 px a key', () => {
  const lengths = (['en', 'de'] as const).flatMap((language) =>
    LAYERS.map((layer) => {
      const [first, second, third] = keyRows(layer, language);
      return Math.max(first.length, second.length, third.length + 3);
    }),
  );
  expect(Math.max(...lengths)).toBe(11);
});
