import { expect, test } from 'vitest';
import { stepsOf } from './checklist-steps.ts';

const FRESH = {
  hasUsers: false,
  hasCredentials: false,
  hasDevices: false,
  hasTerminals: false,
  synchronizes: false,
  hasOfflineLogin: false,
};

test('the list stays, all but done, until an offline login has worked', () => {
  expect(stepsOf(FRESH).every(({ done }) => !done)).toBe(true);
  const ready = {
    ...FRESH,
    hasUsers: true,
    hasCredentials: true,
    hasDevices: true,
    hasTerminals: true,
    synchronizes: true,
  };
  expect(stepsOf(ready).filter(({ done }) => !done)).toHaveLength(1);
  expect(stepsOf({ ...ready, synchronizes: false, hasOfflineLogin: true })).toEqual([]);
});
