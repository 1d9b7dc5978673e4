import { instant } from '@holdover/kernel';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEntitledAt, type EntitlementChange } from './entitlement.ts';

const change = (at: number, granted: boolean): EntitlementChange => ({ at: instant(at), granted });

test('[F5d] disabled between two moments: not entitled in between, and only there', () => {
  const disabled = [change(10, false), change(20, true)];
  expect([9, 10, 19, 20, 21].map((at) => isEntitledAt(disabled, instant(at)))).toEqual([
    true,
    false,
    false,
    true,
    true,
  ]);
  expect(isEntitledAt([], instant(0))).toBe(true);
  expect(isEntitledAt([change(10, false)], instant(1_000_000))).toBe(false);
});

test('[F5d] whatever the order they were learnt in, the last change up to that moment decides, a withdrawal first', () => {
  const anyChange = fc.record({ at: fc.nat(20).map((at) => instant(at)), granted: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyChange, { maxLength: 12 }), fc.nat(25), (changes, moment) => {
      const until = changes.filter(({ at }) => at <= moment);
      const last = Math.max(...until.map(({ at }) => at));
      const expected = until.every(({ at, granted }) => at !== last || granted);
      expect(isEntitledAt(changes, instant(moment))).toBe(expected);
    }),
  );
});
