import type { Outage } from '@holdover/api';
import { expect, test } from 'vitest';
import { lanesOf, ticksOf } from './outage-lanes.ts';

const HOUR = 3_600_000;
const UNTIL = new Date(2026, 10, 23, 10, 30).getTime();
const span = { from: UNTIL - 24 * HOUR, until: UNTIL };
const ago = (hours: number): string => new Date(UNTIL - hours * HOUR).toISOString();
const outage = (name: string, from: number, until: number | null): Outage =>
  ({
    deviceId: name,
    deviceName: name,
    terminalId: name,
    from: ago(from),
    until: until === null ? null : ago(until),
  }) as unknown as Outage; // what decides

test('who is away now stands first, then who was away longest', () => {
  const lanes = lanesOf(
    [
      outage('short', 5, 4),
      outage('away', 1, null),
      outage('long', 9, 3),
      outage('short', 3, 2.5),
      outage('gone', 7, null),
    ],
    span,
  );
  expect(lanes.map(({ deviceName, total, lastsSince }) => [deviceName, total / HOUR, lastsSince])).toEqual([
    ['gone', 7, ago(7)],
    ['away', 1, ago(1)],
    ['long', 6, null],
    ['short', 1.5, null],
  ]);
});

test('what began before is cut at the edge, and what lasts runs to the other', () => {
  const [lane] = lanesOf([outage('branch', 30, 18), outage('branch', 6, null)], span);
  expect(lane?.bars.map(({ start, width }) => [start, width])).toEqual([
    [0, 0.25],
    [0.75, 0.25],
  ]);
  expect(lane?.total).toBe(12 * HOUR);
  expect(lane?.bars.map(({ lasted }) => lasted / HOUR)).toEqual([12, 6]);
});

test('what ended before the time shown is no lane', () => {
  expect(lanesOf([outage('branch', 40, 25)], span)).toEqual([]);
});

test('ticks of a day are full hours, four apart; of longer times midnights', () => {
  const day = ticksOf(span, undefined);
  expect(day.map(({ at }) => new Date(at).getHours())).toEqual([12, 16, 20, 0, 4, 8]);
  expect(day.every(({ start }) => start > 0 && start < 1)).toBe(true);
  for (const days of [7, 30]) {
    const ticks = ticksOf({ from: UNTIL - days * 24 * HOUR, until: UNTIL }, undefined);
    expect(ticks.length).toBeGreaterThanOrEqual(6);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every(({ at, unit }) => unit === 'day' && new Date(at).getHours() === 0)).toBe(true);
  }
});

test('days begin where the organisation is, and one of the clock change is as long as it was', () => {
  const until = Date.parse('2026-11-03T12:00:00.000Z');
  const ticks = ticksOf({ from: until - 7 * 24 * HOUR, until }, 'America/New_York');
  expect(ticks.map(({ at }) => new Date(at).toISOString().slice(5, 16))).toEqual([
    '10-28T04:00',
    '10-29T04:00',
    '10-30T04:00',
    '10-31T04:00',
    '11-01T04:00',
    '11-02T05:00',
    '11-03T05:00',
  ]);
});
