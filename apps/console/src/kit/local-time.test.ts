import { expect, test } from 'vitest';
import { comingInstant, localInput } from './local-time.ts';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');

test('what a field of time holds reads back as the same minute', () => {
  expect(comingInstant(localInput(NOW + 60_000), NOW)).toBe('2026-11-23T12:01:00.000Z');
});

test('an end that is over, or none, is no end', () => {
  expect(comingInstant(localInput(NOW - 60_000), NOW)).toBeNull();
  expect(comingInstant('', NOW)).toBeNull();
  expect(comingInstant('2026-13-45T99:99', NOW)).toBeNull();
});
