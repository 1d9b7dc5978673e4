import { hours, instant, makeId, minutes } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { createPinMisses, MISSES } from './pin-misses.ts';

const entropy = createSeededEntropy('pin-misses');
const terminal = makeId('terminal', instant(0), entropy);
const other = makeId('terminal', instant(0), entropy);

test('[D3i] a hundred misses a day for each terminal, then one every 14.4 minutes', () => {
  const clock = createFakeClock(instant(0));
  const misses = createPinMisses(clock);
  const alerts = Array.from({ length: MISSES }, () => misses.count(terminal));
  expect(alerts.filter(Boolean)).toHaveLength(1);
  expect(alerts.at(-1)).toBe(true);
  expect(misses.isEmpty(terminal)).toBe(true);
  expect(misses.isEmpty(other)).toBe(false);

  clock.advance(minutes(14));
  expect(misses.isEmpty(terminal)).toBe(true);
  clock.advance(minutes(1));
  expect(misses.isEmpty(terminal)).toBe(false);
  misses.count(terminal);
  expect(misses.isEmpty(terminal)).toBe(true);

  clock.advance(hours(48));
  for (let i = 0; i < MISSES; i++) misses.count(terminal);
  expect(misses.isEmpty(terminal)).toBe(true);
});
