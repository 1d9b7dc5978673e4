import { expect, test } from 'vitest';
import { returnSpreadSeconds } from './return-spread.ts';

test('[C3e] a fleet spreads its return over a second for each 200 terminals, an hour at most', () => {
  expect([0, 1, 200, 201, 10_000, 1_000_000].map(returnSpreadSeconds)).toEqual([0, 1, 1, 2, 50, 3_600]);
});
