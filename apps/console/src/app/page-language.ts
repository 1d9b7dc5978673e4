import type { Language } from '@holdover/phrases';
import { chooseLanguage, keepLanguage, type LanguageChoice, type LanguageStores } from './language-choice.ts';

/** In which language the pages are, and that its texts are there before it is shown. */
export interface PageLanguage {
  readonly current: () => LanguageChoice;
  /** @returns forgets the listener */
  readonly subscribe: (listener: () => void) => () => void;
  /** Stays with the present one when the texts cannot be loaded. */
  readonly choose: (language: Language) => void;
  /**
   * The language of who is signed in; from now on the texts behind the sign-in are needed, those of the first page or of
   * all. Rejects when they do not come.
   */
  readonly enter: (own: Language | null, part: TextsPart) => Promise<void>;
}

export type TextsPart = 'first' | 'whole';

interface Deps {
  readonly stores: () => LanguageStores;
  /** Brings the texts behind the sign-in in one language. */
  readonly load: (language: Language, part: TextsPart) => Promise<void>;
}

/** Invariant: once somebody has entered, `current` names a language whose texts were loaded. */
export function createPageLanguage({ stores, load }: Deps): PageLanguage {
  const listeners = new Set<() => void>();
  const loads = new Map<string, Promise<void>>();
  let current = chooseLanguage(stores(), null);
  let wanted = current;
  let needed: TextsPart | null = null;

  function loadOnce(choice: LanguageChoice, part: TextsPart): Promise<void> {
    const language = choice === 'pseudo' ? 'en' : choice;
    const name = `${language} ${part}`;
    const known = loads.get(`${language} whole`) ?? loads.get(name);
    if (known !== undefined) return known;
    const coming = load(language, part);
    loads.set(name, coming);
    coming.catch(() => loads.delete(name)); // Asked for again the next time.
    return coming;
  }

  async function show(choice: LanguageChoice): Promise<void> {
    wanted = choice;
    if (needed !== null) await loadOnce(choice, needed);
    if (wanted !== choice || current === choice) return; // Another one was asked for meanwhile.
    current = choice;
    for (const listener of listeners) listener();
  }

  return {
    current: () => current,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    choose(language) {
      keepLanguage(stores(), language);
      show(language).catch(() => undefined);
    },
    enter(own, part) {
      if (needed !== 'whole') needed = part;
      return show(chooseLanguage(stores(), own));
    },
  };
}
