import { expect, test } from 'vitest';
import { seconds } from './duration.ts';
import { retryDelay, shareOf } from './retry.ts';

const schedule = { first: seconds(1), most: seconds(30), factor: 2 };

test('the bound grows to its most and the share spreads below it', () => {
  expect([0, 1, 4, 5, 50].map((attempt) => retryDelay(schedule, attempt, 1))).toEqual([
    1000, 2000, 16_000, 30_000, 30_000,
  ]);
  expect(retryDelay(schedule, 3, 0.25)).toBe(2000);
  expect(retryDelay(schedule, 3, 0)).toBe(0);
});

test('a share of entropy is in [0, 1)', () => {
  expect(shareOf(new Uint8Array([0, 0, 0]))).toBe(0);
  expect(shareOf(new Uint8Array([255, 255, 255]))).toBeLessThan(1);
});
