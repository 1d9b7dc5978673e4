import { expect, test } from 'vitest';
import { ago, countdown, dayOf, timeOfDay } from './formats.ts';

test('a countdown shows hours only when there are some, and never less than nothing', () => {
  expect([9, 275, 5_399, 0.2, -3].map(countdown)).toEqual(['0:09', '4:35', '1:29:59', '0:01', '0:00']);
});

test('an age is told in the largest unit that fits; below a minute the page has its own word', () => {
  expect([59, 60, 7_199, 90_000].map((age) => ago(age, 'en'))).toEqual([
    null,
    '1 minute ago',
    '1 hour ago',
    'yesterday',
  ]);
  expect(ago(7_300, 'de')).toBe('vor 2 Stunden');
});

test('the clock has 24 hours in both languages', () => {
  const evening = new Date(2026, 10, 22, 18, 5);
  expect([timeOfDay(evening, 'en'), timeOfDay(evening, 'de')]).toEqual(['18:05', '18:05']);
  expect(dayOf(evening, 'de')).toBe('Sonntag, 22. November');
});
