import type { consoleEn } from './console-en.ts';
import type { consoleFirstEn } from './console-first-en.ts';
import type { Language } from './languages.ts';
import type { PhrasesOf } from './phrases.ts';

const WHOLE: Readonly<Record<Language, () => Promise<PhrasesOf<typeof consoleEn>>>> = {
  en: async () => (await import('./console-en.ts')).consoleEn,
  de: async () => (await import('./console-de.ts')).consoleDe,
};

const FIRST: Readonly<Record<Language, () => Promise<PhrasesOf<typeof consoleFirstEn>>>> = {
  en: async () => (await import('./console-first-en.ts')).consoleFirstEn,
  de: async () => (await import('./console-first-de.ts')).consoleFirstDe,
};

/** The texts of the console in one language, which bundlers put in a file of their own. */
export function loadConsolePhrases(language: Language): Promise<PhrasesOf<typeof consoleEn>> {
  return WHOLE[language]();
}

/** Those of its first page alone. */
export function loadFirstConsolePhrases(language: Language): Promise<PhrasesOf<typeof consoleFirstEn>> {
  return FIRST[language]();
}
