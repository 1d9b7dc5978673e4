import { expect, test } from 'vitest';
import { DEFAULT_OFFLINE_LOGIN, offlineLoginSettings } from './settings.ts';

const withSettings = (change: object): unknown => ({ ...DEFAULT_OFFLINE_LOGIN, ...change });
const pathsRefused = (value: unknown): string[] =>
  offlineLoginSettings.safeParse(value).error?.issues.map((issue) => issue.path.join('.')) ?? [];

test('[A1a] new installations have offline login on for 72 hours, synchronization off at 4 hours, no assignments', () => {
  expect(offlineLoginSettings.parse(DEFAULT_OFFLINE_LOGIN)).toEqual(DEFAULT_OFFLINE_LOGIN);
  expect(DEFAULT_OFFLINE_LOGIN).toMatchObject({
    enabled: true,
    cacheHours: 72,
    userSync: { enabled: false, intervalHours: 4, assignments: [] },
  });
});

test('[A1b] cacheHours is a whole number from 1 to 720', () => {
  for (const cacheHours of [4, 720]) expect(pathsRefused(withSettings({ cacheHours }))).toEqual([]);
  for (const cacheHours of [0, 721, 1.5, 'x', null])
    expect(pathsRefused(withSettings({ cacheHours }))).toEqual(['cacheHours']);
});

test('[A1c] intervalHours is a whole number from 1 to 168 and not above cacheHours', () => {
  const withInterval = (intervalHours: unknown, cacheHours = 720): unknown =>
    withSettings({ cacheHours, userSync: { ...DEFAULT_OFFLINE_LOGIN.userSync, intervalHours } });
  for (const hours of [1, 168]) expect(pathsRefused(withInterval(hours))).toEqual([]);
  for (const hours of [0, 169, 2.5, '4']) expect(pathsRefused(withInterval(hours))).toEqual(['userSync.intervalHours']);
  expect(pathsRefused(withInterval(5, 5))).toEqual([]);
  expect(pathsRefused(withInterval(6, 5))).toEqual(['userSync.intervalHours']);
});

test('a field nobody knows is refused', () => {
  expect(offlineLoginSettings.safeParse(withSettings({ cacheHoursX: 1 })).success).toBe(false);
});
