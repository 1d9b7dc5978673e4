import { expect, test } from 'vitest';
import { DEVICE_STATES, filterOfState, stateOfFilter } from './device-state-filter.ts';

test.each(DEVICE_STATES)('the state %s comes back from the address', (state) => {
  expect(stateOfFilter(filterOfState(state))).toBe(state);
});

test('a deactivated device is in no list of a link', () => {
  expect(filterOfState('online')).toEqual({ link: 'online', active: 'true' });
  expect(filterOfState('inactive')).toEqual({ link: undefined, active: 'false' });
});

test('no state takes both out of the address', () => {
  expect(filterOfState(undefined)).toEqual({ link: undefined, active: undefined });
  expect(stateOfFilter({})).toBeUndefined();
  expect(stateOfFilter({ active: 'true' })).toBeUndefined();
  expect(stateOfFilter({ link: 'away' })).toBe('away');
});
