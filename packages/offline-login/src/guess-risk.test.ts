import { minutes } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { guessRisk, lengthWithoutWarning, pinFloor, triesADay, weakestLength } from './guess-risk.ts';
import { DEFAULT_PIN_THROTTLE } from './pin-bucket.ts';

const throttle = DEFAULT_PIN_THROTTLE;

describe('guess risk', () => {
  test('[H5a] five tokens, one back every 90 minutes and two forgiven make 23 tries a day', () => {
    expect(triesADay(throttle)).toBe(23);
    expect(triesADay(throttle, 3)).toBe(38);
  });

  test.each([
    [100, 6, 0.002297],
    [1_000, 6, 0.022749],
    [10_000, 8, 0.002297],
  ])('[H5a] %i PINs of %i digits: %d a day', (pinsThatMatch, pinLength, risk) => {
    expect(guessRisk({ pinsThatMatch, pinLength, throttle })).toBeCloseTo(risk, 6);
  });

  test('[H5a] unlocks raise it', () => {
    const question = { pinsThatMatch: 100, pinLength: 6, throttle };
    expect(guessRisk({ ...question, unlocks: 3 })).toBeCloseTo(1 - (1 - 1e-4) ** 38, 10);
  });

  test('[H5a] it is exact where 1 − p rounds to 1, and certain where every PIN is taken', () => {
    expect(guessRisk({ pinsThatMatch: 1, pinLength: 16, throttle })).toBeCloseTo(23e-16, 25);
    expect(guessRisk({ pinsThatMatch: 20_000, pinLength: 4, throttle })).toBe(1);
    expect(guessRisk({ pinsThatMatch: 0, pinLength: 4, throttle })).toBe(0);
  });

  test.each([
    [100, 6],
    [1_000, 7],
    [10_000, 8],
    [100_000, 9],
  ])('[B9d] %i PINs need %i digits', (pins, length) => {
    expect(pinFloor(pins, throttle)).toBe(length);
  });

  test('[B9d] a looser throttle raises the floor', () => {
    expect(pinFloor(100, { pinAttempts: 100, pinRefill: minutes(1) })).toBe(8);
    expect(pinFloor(1, throttle)).toBe(4);
  });

  test('[H5b] of several lengths the one counts that is worth most to who guesses', () => {
    const byLength = new Map([
      [8, 10_000],
      [4, 3],
      [6, 100],
    ]);
    const { pinLength, aDay } = weakestLength(byLength, throttle);
    expect(pinLength).toBe(4);
    expect(aDay).toBeCloseTo(guessRisk({ pinsThatMatch: 3, pinLength: 4, throttle }), 12);
    expect(weakestLength(new Map(), throttle)).toEqual({ pinLength: null, aDay: 0 });
    expect(weakestLength(new Map([[6, 100]]), throttle, 3).aDay).toBeCloseTo(1 - (1 - 1e-4) ** 38, 10);
  });

  test('[H5c] the length that mends the warning', () => {
    expect(lengthWithoutWarning(100, throttle)).toBe(7);
    expect(lengthWithoutWarning(1_000, throttle, 3)).toBe(8);
  });
});
