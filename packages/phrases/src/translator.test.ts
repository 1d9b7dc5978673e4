import { expect, test } from 'vitest';
import {
  consolePhrases,
  createTranslators,
  demoPhrases,
  loadConsolePhrases,
  loadFirstConsolePhrases,
  panelPhrases,
  problemPhrases,
} from './index.ts';

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

test('a value that turns the direction of a line turns nothing around it', () => {
  const texts = { area: { asks: 'Delete {{name}}?' } };
  const t = createTranslators({ en: texts, de: texts })('en');
  expect(t('area.asks', { name: 'ada' })).toBe('Delete ada?');
  expect(t('area.asks', { name: 'אדה' })).toBe('Delete \u2068אדה\u2069?');
  expect(t('area.asks', { name: '\u2069\u202Egpj.exe' })).toBe('Delete \u2068\u202Egpj.exe\u2069?');
});

test('a count chooses the plural; without one, or without plurals, the text is the key’s own', () => {
  const texts = { area: { pages_one: '{{count}} page', pages_other: '{{count}} pages', left: '{{count}} left' } };
  const t = createTranslators({ en: texts, de: texts })('en');
  expect([0, 1, 2].map((count) => t('area.pages', { count }))).toEqual(['0 pages', '1 page', '2 pages']);
  expect(t('area.left', { count: 1 })).toBe('1 left');
});

test('a value is no pattern, and what was not given stays to be seen', () => {
  const texts = { area: { both: '{{first}} and {{second}}' } };
  const t = createTranslators({ en: texts, de: texts })('en');
  expect(t('area.both', { first: '$& {{second}}' })).toBe('$& {{second}} and {{second}}');
});

test('texts that come later are known to translators made before, and only in their language', () => {
  const translators = createTranslators({ en: { area: { one: 'one' } }, de: { area: { one: 'eins' } } });
  const [en, de] = [translators('en'), translators('de')];
  translators.add({ de: { area: { two: 'zwei' } } });
  expect([de.has('area.two'), en.has('area.two'), de.has('area'), de.has('toString')]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test.each(['en', 'de'] as const)(
  'the first page of the console says what the other pages say, in %s',
  async (language) => {
    const whole = new Map(leaves(await loadConsolePhrases(language)));
    const first = leaves(await loadFirstConsolePhrases(language));
    expect(first.length).toBeGreaterThan(100);
    expect(first.filter(([key, text]) => whole.get(key) !== text)).toEqual([]);
  },
);

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
