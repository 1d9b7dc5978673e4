import type { consoleEn } from './console-en.ts';
import type { Language } from './languages.ts';
import type { PhrasesOf } from './phrases.ts';

const LOADERS: Readonly<Record<Language, () => Promise<PhrasesOf<typeof consoleEn>>>> = {
  en: async () => (await import('./console-en.ts')).consoleEn,
  de: async () => (await import('./console-de.ts')).consoleDe,
};

/** The texts of the console in one language, which bundlers put in a file of their own. */
export function loadConsolePhrases(language: Language): Promise<PhrasesOf<typeof consoleEn>> {
  return LOADERS[language]();
}
