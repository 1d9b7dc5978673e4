import { bootTime, hours } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  forgiveNamed,
  giveBackNamedAttempt,
  NO_NAMED_ATTEMPTS,
  takeNamedAttempt,
  type NamedUserThrottle,
} from './named-user-throttle.ts';

const ANNA = 'usr_anna';
const at = (ms: number, bootId = 'one') => ({ bootId, boot: bootTime(ms) });

function failTimes(times: number, start = NO_NAMED_ATTEMPTS): NamedUserThrottle {
  return Array.from({ length: times }).reduce<NamedUserThrottle>(
    (throttle) => takeNamedAttempt(throttle, ANNA, at(0)).throttle,
    start,
  );
}

describe('attempts that name a user', () => {
  test('[D3h] the fourth wrong PIN with one card is not looked at; one comes back every eight hours', () => {
    const throttle = failTimes(3);
    expect(takeNamedAttempt(throttle, ANNA, at(0))).toMatchObject({ taken: false, retryAfter: hours(8) });
    const again = takeNamedAttempt(throttle, ANNA, at(hours(8)));
    expect(again.taken).toBe(true);
    expect(takeNamedAttempt(again.throttle, ANNA, at(hours(9)))).toMatchObject({ taken: false, retryAfter: hours(7) });
    expect(takeNamedAttempt(throttle, ANNA, at(hours(24))).throttle.counted).toHaveLength(1);
  });

  test('[D3h] other users go on', () => {
    expect(takeNamedAttempt(failTimes(3), 'usr_ben', at(0)).taken).toBe(true);
  });

  test('[D3h] success takes away the count of its own attempt alone', () => {
    const taken = takeNamedAttempt(failTimes(2), ANNA, at(0));
    const after = giveBackNamedAttempt(taken.throttle, ANNA);
    expect(after.counted).toHaveLength(2);
    expect(after.lastDay).toHaveLength(2);
  });

  test('[D3h] an attempt gives back once, and only the one being checked', () => {
    const once = giveBackNamedAttempt(takeNamedAttempt(failTimes(2), ANNA, at(0)).throttle, ANNA);
    expect(giveBackNamedAttempt(once, ANNA)).toBe(once);
    const other = takeNamedAttempt(failTimes(2), 'usr_ben', at(0)).throttle;
    expect(giveBackNamedAttempt(other, ANNA)).toBe(other);
  });

  test('[D3h] running time noted in between counts over a reboot', () => {
    const noted = forgiveNamed(failTimes(3), at(hours(7)));
    const second = forgiveNamed(noted, at(0, 'two'));
    expect(takeNamedAttempt(second, ANNA, at(hours(1), 'two')).taken).toBe(true);
  });

  test('[D3h] fifty failures a day at one terminal, whoever they name', () => {
    let throttle = NO_NAMED_ATTEMPTS;
    for (let i = 0; i < 50; i++) throttle = takeNamedAttempt(throttle, `usr_${i}`, at(hours(1))).throttle;
    expect(takeNamedAttempt(throttle, ANNA, at(hours(2)))).toMatchObject({ taken: false, retryAfter: hours(23) });
    expect(takeNamedAttempt(throttle, ANNA, at(hours(25))).taken).toBe(true);
  });

  test('[D3h] [T2b] a reboot forgives nothing', () => {
    expect(takeNamedAttempt(failTimes(3), ANNA, at(hours(900), 'two'))).toMatchObject({
      taken: false,
      retryAfter: hours(8),
    });
  });
});
