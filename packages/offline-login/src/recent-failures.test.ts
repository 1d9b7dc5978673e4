import { bootTime, seconds } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { rememberFailure, takeAlike, type RecentFailures } from './recent-failures.ts';

function failures(...pins: readonly string[]): RecentFailures {
  return pins.reduce<RecentFailures>((all, pin) => rememberFailure(all, pin, bootTime(0)), []);
}

describe('recent failures', () => {
  test.each([
    ['381946', 1],
    ['381956', 1],
    ['382956', 0],
    ['38194', 0],
    ['3819477', 0],
  ])('[D3c] %s against 381947 counts as %i slip', (typed, alike) => {
    expect(takeAlike(failures(typed), '381947', bootTime(0)).alike).toBe(alike);
  });

  test('[D3c] a slip is forgiven for sixty seconds and not longer', () => {
    expect(takeAlike(failures('381946'), '381947', bootTime(seconds(60) - 1)).alike).toBe(1);
    expect(takeAlike(failures('381946'), '381947', bootTime(seconds(60))).alike).toBe(0);
  });

  test('[D3c] no slip is given back twice', () => {
    const first = takeAlike(failures('381946', '111111'), '381947', bootTime(1));
    expect(first.alike).toBe(1);
    expect(takeAlike(first.rest, '381947', bootTime(2)).alike).toBe(0);
    expect(first.rest.map(({ pin }) => pin)).toEqual(['111111']);
  });

  test('nothing older than a minute stays in memory', () => {
    expect(rememberFailure(failures('381946'), '555123', bootTime(seconds(61))).map(({ pin }) => pin)).toEqual([
      '555123',
    ]);
  });
});
