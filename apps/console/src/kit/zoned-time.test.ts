import { describe, expect, test } from 'vitest';
import { addDays, dayIn, instantOf, minuteIn, startOfDay } from './zoned-time.ts';

const iso = (at: number): string => new Date(at).toISOString();
const BERLIN = 'Europe/Berlin';

describe('time on the wall', () => {
  test('a day begins at its own midnight, wherever the reader is', () => {
    expect(iso(startOfDay('2026-11-23', BERLIN))).toBe('2026-11-22T23:00:00.000Z');
    expect(iso(startOfDay('2026-07-01', BERLIN))).toBe('2026-06-30T22:00:00.000Z');
    expect(iso(startOfDay('2026-11-23', 'America/New_York'))).toBe('2026-11-23T05:00:00.000Z');
    expect(iso(startOfDay('2026-11-23', 'Asia/Kolkata'))).toBe('2026-11-22T18:30:00.000Z');
    expect(iso(startOfDay('2026-11-23', 'UTC'))).toBe('2026-11-23T00:00:00.000Z');
  });

  test('a day of the clock change has 23 hours, or 25', () => {
    const length = (day: string) => (startOfDay(addDays(day, 1), BERLIN) - startOfDay(day, BERLIN)) / 3_600_000;
    expect(['2026-03-28', '2026-03-29', '2026-10-25'].map(length)).toEqual([24, 23, 25]);
  });

  test('a time that comes twice is the first, one that never comes is when clocks go forward', () => {
    expect(iso(instantOf('2026-10-25T02:30', BERLIN))).toBe('2026-10-25T00:30:00.000Z');
    expect(iso(instantOf('2026-03-29T02:30', BERLIN))).toBe('2026-03-29T01:00:00.000Z');
    // Midnight itself is left out there.
    expect(iso(startOfDay('2026-09-06', 'America/Santiago'))).toBe('2026-09-06T04:00:00.000Z');
  });

  test('reads back as written', () => {
    for (const zone of [BERLIN, 'Asia/Kolkata', 'Pacific/Apia', undefined])
      expect(minuteIn(instantOf('2026-11-23T14:05', zone), zone)).toBe('2026-11-23T14:05');
    expect(dayIn(Date.parse('2026-11-22T23:30:00Z'), BERLIN)).toBe('2026-11-23');
    expect(minuteIn(Date.parse('2026-11-22T23:00:00Z'), BERLIN)).toBe('2026-11-23T00:00');
  });

  test('what is no time is none', () => {
    for (const text of ['', '2026-13-45T99:99', '2026-02-30T10:00', '2026-11-23'])
      expect(instantOf(text, BERLIN)).toBeNaN();
    for (const text of ['', '2026-02-30', '2026-11-23T10:00', 'today']) expect(startOfDay(text, BERLIN)).toBeNaN();
  });
});
