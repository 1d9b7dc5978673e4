import { hours, instant, later } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { isValidAt, validUntil } from './validity.ts';

const CONFIRMED = instant(1_700_000_000_000);
const LATER = later(CONFIRMED, hours(5));

describe('validity', () => {
  test('[B5b] cacheHours after the confirmation', () => {
    expect(validUntil({ confirmedAt: CONFIRMED, cacheHours: 72, ownEnd: null })).toBe(CONFIRMED + 72 * 3_600_000);
  });

  test('[B5b] its own end if earlier, and only then', () => {
    const question = { confirmedAt: CONFIRMED, cacheHours: 72 };
    expect(validUntil({ ...question, ownEnd: LATER })).toBe(LATER);
    expect(validUntil({ ...question, ownEnd: later(CONFIRMED, hours(100)) })).toBe(later(CONFIRMED, hours(72)));
  });

  test('[B5b] up to its end, not at it', () => {
    expect(isValidAt(LATER, instant(LATER - 1))).toBe(true);
    expect(isValidAt(LATER, LATER)).toBe(false);
  });
});
