import { explainReason } from '@holdover/api';
import { expect, test } from 'vitest';
import { CHANGE_PLACES } from './change-places.ts';

test('every reason leads somewhere, and nowhere twice', () => {
  for (const reason of explainReason.options) {
    const places = CHANGE_PLACES[reason];
    expect(places.length, reason).toBeGreaterThan(0);
    expect(new Set(places).size, reason).toBe(places.length);
  }
});

test('what is a setting of the whole fleet is never sought at one device', () => {
  expect(CHANGE_PLACES['offline-login-off']).toEqual(['offlineLogin']);
  expect(CHANGE_PLACES['not-assigned']).toEqual(['offlineLogin']);
  expect(CHANGE_PLACES['user-disabled']).toEqual(['user']);
});
