import { expect, test } from 'vitest';
import { consolePhrases, createTranslators, demoPhrases, panelPhrases, problemPhrases } from './index.ts';

test('fixed texts fill their values in both languages', () => {
  const translators = createTranslators(panelPhrases);
  expect(translators('en')('fixed.tooManyPins', { time: '1:30' })).toBe(
    'Too many wrong PINs. Try again in 1:30, or use your ID card.',
  );
  expect(translators('de')('fixed.tooManyPins', { time: '1:30' })).toBe(
    'Zu viele falsche PINs. Versuchen Sie es in 1:30 erneut oder verwenden Sie Ihre ID-Karte.',
  );
});

test('values are put in as they are; escaping belongs to the page', () => {
  expect(createTranslators(panelPhrases)('en')('fixed.tooManyPins', { time: '<b>' })).toContain('<b>');
});

test('both languages name the same values in every text', () => {
  for (const { en, de } of [panelPhrases, consolePhrases, problemPhrases, demoPhrases]) {
    const german = new Map(leaves(de));
    for (const [key, text] of leaves(en)) expect([key, valuesIn(german.get(key) ?? '')]).toEqual([key, valuesIn(text)]);
  }
});

function leaves(tree: object, prefix = ''): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : leaves(value as object, `${prefix}${key}.`),
  );
}

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted();
}
