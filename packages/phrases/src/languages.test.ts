import { expect, test } from 'vitest';
import { lookUpLanguage } from './languages.ts';

test('a regional range falls back to its language (RFC 4647 §3.4)', () => {
  expect(lookUpLanguage('de-AT', 'en')).toBe('de');
});

test('quality decides before order, zero means never', () => {
  expect(lookUpLanguage('de;q=0.5, en;q=0.8', 'de')).toBe('en');
  expect(lookUpLanguage('de;q=0, fr', 'en')).toBe('en');
});

test('nothing known answers the fallback', () => {
  expect(lookUpLanguage('fr-CH, *;q=0.1', 'de')).toBe('de');
  expect(lookUpLanguage('', 'en')).toBe('en');
});
