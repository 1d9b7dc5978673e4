import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './canonical-json.ts';
import { Fault } from './fault.ts';

test('members come in code-unit order, undefined ones not at all', () => {
  expect(canonicalJson({ b: [1, 'ü'], a: { d: null, c: undefined }, B: true })).toBe(
    '{"B":true,"a":{"d":null},"b":[1,"ü"]}',
  );
});

test('the order in which members were added does not matter', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.integer()), (members) => {
      const reversed: Json = Object.fromEntries(Object.entries(members).toReversed());
      expect(canonicalJson(reversed)).toBe(canonicalJson(members));
      expect(JSON.parse(canonicalJson(members))).toEqual({ ...members });
    }),
  );
});

test('numbers without one exact text are refused', () => {
  for (const number of [0.5, Number.NaN, 2 ** 53]) expect(() => canonicalJson(number)).toThrow(Fault);
});
