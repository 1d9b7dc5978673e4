import { expect, test } from 'vitest';
import { hours } from './duration.ts';
import { fromRfc3339, instant, later, toRfc3339 } from './time.ts';

test('RFC 3339 with Z reads back', () => {
  const at = later(instant(0), hours(36));
  expect(toRfc3339(at)).toBe('1970-01-02T12:00:00.000Z');
  expect(fromRfc3339('1970-01-02T13:00:00+01:00')).toBe(at);
});

test('a time without zone, or no time at all, is refused', () => {
  for (const text of ['1970-01-02T12:00:00', '1970-01-02', 'yesterday', '1970-13-01T00:00:00Z']) {
    expect([text, fromRfc3339(text)]).toEqual([text, undefined]);
  }
});
