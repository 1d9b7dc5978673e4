import { expect, test } from 'vitest';
import { timeFilterOf, timeQuery } from './time-filter.ts';

const BERLIN = 'Europe/Berlin';
/** Already tomorrow in Berlin. */
const NOW = Date.parse('2026-11-22T23:30:00.000Z');

test('a preset counts days of the zone, today among them', () => {
  expect(timeQuery({ time: 'today' }, BERLIN, NOW)).toEqual({ from: '2026-11-22T23:00:00.000Z', until: undefined });
  expect(timeQuery({ time: 'today' }, 'UTC', NOW).from).toBe('2026-11-22T00:00:00.000Z');
  expect(timeQuery({ time: '7d' }, BERLIN, NOW).from).toBe('2026-11-16T23:00:00.000Z');
  // Over the end of summer time.
  expect(timeQuery({ time: '30d' }, BERLIN, NOW).from).toBe('2026-10-24T22:00:00.000Z');
});

test('the last day of one’s own is included; either may be left open', () => {
  const day = '2026-11-20';
  expect(timeQuery({ from: day, until: day }, BERLIN, NOW)).toEqual({
    from: '2026-11-19T23:00:00.000Z',
    until: '2026-11-20T23:00:00.000Z',
  });
  expect(timeQuery({ from: day }, BERLIN, NOW).until).toBeUndefined();
  expect(timeQuery({}, BERLIN, NOW)).toEqual({ from: undefined, until: undefined });
});

test('the address says one of both; nonsense is left out', () => {
  expect(timeFilterOf({ time: '7d', from: '2026-11-20' })).toEqual({ time: '7d' });
  expect(timeFilterOf({ time: 'ever', from: '2026-11-20', until: '2026-02-30' })).toEqual({
    from: '2026-11-20',
    until: undefined,
  });
});
