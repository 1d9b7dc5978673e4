import type { HashCosts } from '@holdover/api';
import { expect, test } from 'vitest';
import { costsOf, draftOf, faultOf, sameCosts } from './hash-cost-draft.ts';

const present: HashCosts = {
  pin: { memoryKiB: 65_536, passes: 3, lanes: 1 },
  card: { memoryKiB: 16, passes: 2, lanes: 1 },
};
const draft = draftOf(present);

test('what is there reads as what is there', () => {
  const read = costsOf(draft, present);
  expect(read).toEqual(present);
  expect(read !== null && sameCosts(read, present)).toBe(true);
});

test('memory and passes never fall, and stay within their limits', () => {
  const of = (part: object, name: 'memoryKiB' | 'passes') =>
    faultOf({ ...draft, pin: { ...draft.pin, ...part } }, present, { kind: 'pin', name });
  expect(of({ memoryKiB: '65535' }, 'memoryKiB')).toEqual({ kind: 'lower', min: 65_536, max: 262_144 });
  expect(of({ passes: '2' }, 'passes')).toEqual({ kind: 'lower', min: 3, max: 16 });
  expect(of({ passes: '17' }, 'passes')).toEqual({ kind: 'range', min: 1, max: 16 });
  expect(of({ passes: '' }, 'passes')?.kind).toBe('range');
  expect(of({ passes: '4' }, 'passes')).toBeUndefined();
});

test('memory is enough for its lanes', () => {
  const wide = { ...draft, card: { ...draft.card, lanes: '3' } };
  expect(faultOf(wide, present, { kind: 'card', name: 'memoryKiB' })).toMatchObject({
    kind: 'memory-below-lanes',
    min: 24,
  });
  expect(costsOf(wide, present)).toBeNull();
  expect(costsOf({ ...wide, card: { ...wide.card, memoryKiB: '24' } }, present)?.card.lanes).toBe(3);
});
