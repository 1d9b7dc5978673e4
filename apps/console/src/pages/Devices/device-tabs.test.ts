import { expect, test } from 'vitest';
import { DEVICE_TABS, openTab, tabsOf } from './device-tabs.ts';

test('[A3d] a model without offline login has no tab of it', () => {
  expect(tabsOf({ offlineLogin: true }, () => true)).toEqual(DEVICE_TABS);
  expect(tabsOf({ offlineLogin: false }, () => true)).toEqual(['overview', 'groups', 'jobs', 'records', 'history']);
});

test('who may not read what was printed is offered no tab of it', () => {
  expect(tabsOf({ offlineLogin: true }, (right) => right !== 'accounting:read')).toEqual([
    'overview',
    'offline',
    'groups',
    'history',
  ]);
});

test('an address that names a tab this device has not leads to the first', () => {
  expect(openTab('jobs', DEVICE_TABS)).toBe('jobs');
  expect(openTab('offline', ['overview', 'groups'])).toBe('overview');
  expect(openTab(undefined, DEVICE_TABS)).toBe('overview');
});
