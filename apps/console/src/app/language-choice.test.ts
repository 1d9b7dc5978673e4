import { expect, test } from 'vitest';
import { chooseLanguage, keepLanguage, type LanguageStores } from './language-choice.ts';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
    clear: () => kept.clear(),
    key: () => null,
    length: 0,
  };
}
const stores = (address: string, accepted: string[] = ['fr']): LanguageStores => ({
  address,
  tab: storage(),
  kept: storage(),
  accepted,
});

test('the address outranks all and holds for the tab', () => {
  const browser = stores('?lang=pseudo');
  expect(chooseLanguage(browser, 'de')).toBe('pseudo');
  expect(chooseLanguage({ ...browser, address: '' }, 'de')).toBe('pseudo');
});

test('a choice on the page outranks the own language and ends what the address said', () => {
  const browser = stores('?lang=pseudo');
  chooseLanguage(browser, null);
  keepLanguage(browser, 'en');
  expect(chooseLanguage({ ...browser, address: '' }, 'de')).toBe('en');
});

test('without a choice: own language, then the browser, then English', () => {
  expect(chooseLanguage(stores('', ['de-AT']), 'en')).toBe('en');
  expect(chooseLanguage(stores('', ['de-AT']), null)).toBe('de');
  expect(chooseLanguage(stores('?lang=fr'), null)).toBe('en');
});
