import { expect, test } from 'vitest';
import { createFormats, localeOf } from './formats.ts';

const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const at = (seconds: number): string => new Date(NOW + seconds * 1_000).toISOString();

test('relative times choose the largest unit that fits and say now below a minute', () => {
  const { relative } = createFormats('en-GB');
  expect(relative(at(-20), NOW)).toBe('now');
  expect(relative(at(-140), NOW)).toBe('2 minutes ago');
  expect(relative(at(72 * 3_600 - 30), NOW)).toBe('in 3 days');
  expect(relative(at(30 * 3_600), NOW)).toBe('in 1 day');
  expect(relative(at(3 * 86_400 + 5), NOW)).toBe('in 3 days');
});

test('German writes numbers, dates and lists its own way', () => {
  const de = createFormats('de-DE', 'Europe/Berlin');
  expect(de.number(12_345.5)).toBe('12.345,5');
  expect(de.dateTime(at(0))).toBe('22.11.2026, 13:00');
  expect(de.list(['PIN', 'ID-Karte'])).toBe('PIN und ID-Karte');
});

test('the reader keeps the regional variant of the language chosen', () => {
  expect(localeOf('de', ['en-US', 'de-AT'])).toBe('de-AT');
  expect(localeOf('de', ['en-US'])).toBe('de');
  expect(localeOf('en', ['fr-FR'])).toBe('en-GB');
});

test('sizes are in powers of ten, as people say them', () => {
  const { bytes } = createFormats('en-GB');
  expect([0, 1, 999, 1_000, 12_345, 999_999, 1_234_567, 2_000_000_000].map(bytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '12 kB',
    '1 MB',
    '1.2 MB',
    '2 GB',
  ]);
  expect(createFormats('de').bytes(1_234_567)).toMatch(/^1,2\sMB$/);
});

test('lengths of time are told in their largest unit and the next, in the words of the language', () => {
  const en = createFormats('en-GB', 'UTC');
  const de = createFormats('de', 'UTC');
  const [second, minute, hour, day] = [1_000, 60_000, 3_600_000, 86_400_000];
  expect(en.duration(4 * hour + 12 * minute + 59 * second)).toBe('4 hrs 12 mins');
  expect(en.duration(3 * day)).toBe('3 days');
  expect(en.duration(2 * day + 40 * minute)).toBe('2 days');
  expect(en.duration(7 * minute + 30 * second)).toBe('7 mins');
  expect(en.duration(45 * second)).toBe('45 secs');
  expect(en.duration(0)).toBe('0 secs');
  expect(de.duration(4 * hour + 12 * minute)).toBe('4 Std., 12 Min.');
});
