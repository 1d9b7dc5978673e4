import { expect, test } from 'vitest';
import { comingInstant, localInput } from './local-time.ts';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const ZONE = 'Europe/Berlin';

test('what a field of time holds reads back as the same minute', () => {
  expect(localInput(NOW + 60_000, ZONE)).toBe('2026-11-23T13:01');
  for (const zone of [ZONE, undefined])
    expect(comingInstant(localInput(NOW + 60_000, zone), NOW, zone)).toBe('2026-11-23T12:01:00.000Z');
});

test('an end that is over, or none, is no end', () => {
  expect(comingInstant(localInput(NOW - 60_000, ZONE), NOW, ZONE)).toBeNull();
  expect(comingInstant('', NOW, ZONE)).toBeNull();
  expect(comingInstant('2026-13-45T99:99', NOW, ZONE)).toBeNull();
});
