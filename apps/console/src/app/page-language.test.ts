import { describe, expect, test } from 'vitest';
import type { LanguageStores } from './language-choice.ts';
import { createPageLanguage } from './page-language.ts';

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

function world() {
  const stores: LanguageStores = { address: '', tab: storage(), kept: storage(), accepted: ['en'] };
  const asked: string[] = [];
  const pending: { resolve: () => void; reject: (reason: Error) => void }[] = [];
  const language = createPageLanguage({
    stores: () => stores,
    load(one, part) {
      asked.push(part === 'whole' ? one : `${one} first`);
      return new Promise((resolve, reject) => pending.push({ resolve, reject }));
    },
  });
  return { language, asked, pending };
}

describe('before the sign-in', () => {
  test('a choice is shown at once: its texts came with the page', () => {
    const { language, asked } = world();
    language.choose('de');
    expect([language.current(), asked]).toEqual(['de', []]);
  });
});

describe('behind the sign-in', () => {
  test('one language is loaded, and shown when it is there', async () => {
    const { language, asked, pending } = world();
    const entered = language.enter('de', 'whole');
    expect(language.current()).toBe('en');
    pending[0]?.resolve();
    await entered;
    expect([language.current(), asked]).toEqual(['de', ['de']]);
  });

  test('of two choices the later is shown, whichever comes first', async () => {
    const { language, pending } = world();
    const entered = language.enter(null, 'whole');
    pending[0]?.resolve();
    await entered;
    language.choose('de');
    language.choose('en');
    pending[1]?.resolve();
    await Promise.resolve();
    await Promise.resolve();
    expect(language.current()).toBe('en');
  });

  test('texts that did not come are asked for again', async () => {
    const { language, asked, pending } = world();
    const entered = language.enter(null, 'whole');
    pending[0]?.reject(new TypeError('no network'));
    await expect(entered).rejects.toThrow('no network');
    const again = language.enter(null, 'whole');
    pending[1]?.resolve();
    await again;
    expect(asked).toEqual(['en', 'en']);
  });

  test('the first page asks for its own texts alone, any other for all, each once', async () => {
    const { language, asked, pending } = world();
    const first = language.enter(null, 'first');
    pending[0]?.resolve();
    await first;
    const whole = language.enter(null, 'whole');
    pending[1]?.resolve();
    await whole;
    await language.enter(null, 'first');
    expect(asked).toEqual(['en first', 'en']);
  });
});
