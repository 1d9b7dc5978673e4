import { DEFAULT_OFFLINE_LOGIN, offlineLoginSettings } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { checkDraft, checkInterval, draftOf, rowLacks, sameDraft, settingsOf } from './offline-login-draft.ts';

const draft = draftOf(DEFAULT_OFFLINE_LOGIN);

test('a draft gives back the settings it was made of', () => {
  const settings = {
    ...DEFAULT_OFFLINE_LOGIN,
    offlinePageLimit: 40,
    userSync: {
      enabled: true,
      intervalHours: 6,
      assignments: [{ devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: true }],
    },
  };
  expect(offlineLoginSettings.parse(settingsOf(draftOf(settings)))).toEqual(settings);
});

test.each(['0', '721', '-3'])('cacheHours %s is refused with value and range', (cacheHours) => {
  expect(checkDraft({ ...draft, cacheHours }).cacheHours).toEqual({
    kind: 'out-of-range',
    value: cacheHours,
    min: 1,
    max: 720,
  });
});

test.each(['', 'x', '1.5', '7e1', '0x10'])('"%s" is no whole number of hours', (cacheHours) => {
  expect(checkDraft({ ...draft, cacheHours }).cacheHours?.kind).toBe('not-whole');
});

test('an interval above the cache hours is refused at the interval, up to it is not', () => {
  expect(checkInterval('73', '72')).toEqual({ kind: 'above-cache-hours', value: '73', min: 1, max: 72 });
  expect(checkInterval('72', '72')).toBeUndefined();
  expect(checkInterval('169', '720')?.kind).toBe('out-of-range');
});

test('wrong cache hours are not blamed on the interval as well', () => {
  expect(Object.keys(checkDraft({ ...draft, cacheHours: '0' }))).toEqual(['cacheHours']);
});

test('an empty page limit means none', () => {
  expect(checkDraft({ ...draft, offlinePageLimit: ' ' })).toEqual({});
  expect(settingsOf({ ...draft, offlinePageLimit: ' ' }).offlinePageLimit).toBeNull();
});

test('a row needs both sides', () => {
  const row = { devices: [], deviceGroups: [], users: [], groups: [ALL_USERS], rankByUse: false };
  expect(rowLacks(row)).toEqual({ devices: true, users: false });
});

test('the order of rows is a change, their internal names are not', () => {
  const row = (key: string, rankByUse: boolean) => ({
    devices: [],
    deviceGroups: [ALL_DEVICES],
    users: [],
    groups: [ALL_USERS],
    rankByUse,
    key,
  });
  const withRows = (...assignments: ReturnType<typeof row>[]) => ({
    ...draft,
    userSync: { ...draft.userSync, assignments },
  });
  expect(sameDraft(withRows(row('a', true)), withRows(row('b', true)))).toBe(true);
  expect(sameDraft(withRows(row('a', true), row('b', false)), withRows(row('b', false), row('a', true)))).toBe(false);
});
