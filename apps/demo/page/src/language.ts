import { computed, effect, signal, type ReadonlySignal } from '@preact/signals';
import {
  createTranslators,
  demoPhrases,
  lookUpLanguage,
  type KeysOf,
  type Language,
  type Translator,
} from '@holdover/phrases';

export type Text = Translator<KeysOf<typeof demoPhrases.en>>;

export interface LanguageChoice {
  readonly text: ReadonlySignal<Text>;
  choose(language: Language): void;
}

const KEPT_AS = 'holdover-demo-language';

/** The visitor's choice on this page, else what the browser asks for, else English. */
export function createLanguageChoice(from: { offered: readonly string[]; storage: Storage }): LanguageChoice {
  const translators = createTranslators(demoPhrases);
  const kept = from.storage.getItem(KEPT_AS);
  const language = signal<Language>(
    kept === 'de' || kept === 'en' ? kept : lookUpLanguage(from.offered.join(','), 'en'),
  );
  effect(() => {
    document.documentElement.lang = language.value;
  });
  return {
    text: computed(() => translators(language.value)),
    choose(next) {
      language.value = next;
      from.storage.setItem(KEPT_AS, next);
    },
  };
}
