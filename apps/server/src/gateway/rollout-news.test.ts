import type { Rollout } from '@holdover/api';
import { expect, test } from 'vitest';
import { rolloutNews } from './rollout-news.ts';

const item = (state: 'applied' | 'away') => ({ state }) as Rollout['items'][number]; // nothing else is looked at
const rollout = (applied: number, away: number): Rollout => ({
  total: applied + away,
  applied,
  items: [
    ...Array.from({ length: applied }, () => item('applied')),
    ...Array.from({ length: away }, () => item('away')),
  ],
});

test('[A4c] an event tells all of a small fleet', () => {
  expect(rolloutNews(rollout(199, 1))).toEqual(rollout(199, 1));
});

test('[A4c] of a large one it counts all, and names those that have not applied the settings', () => {
  const { total, applied, items } = rolloutNews(rollout(9_000, 1_000));
  expect([total, applied, items.length]).toEqual([10_000, 9_000, 200]);
  expect(items.every(({ state }) => state === 'away')).toBe(true);
});
