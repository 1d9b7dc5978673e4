import i18next, { type i18n } from 'i18next';
import type { Language } from './languages.ts';
import type { KeysOf, PhrasesOf } from './phrases.ts';

/** The text of a key in one language. Values fill `{{name}}`; `count` chooses the plural. */
export interface Translator<Key extends string> {
  readonly language: Language;
  (key: Key, values?: Readonly<Record<string, string | number>>): string;
  /** Of a key put together from what a server says, which may be newer than these texts. */
  readonly has: (key: string) => boolean;
}

/** A translator in each language. */
export interface Translators<Key extends string> {
  (language: Language | 'pseudo'): Translator<Key>;
  /** More texts, for pages that come later; translators made before know them too. */
  add(phrases: { readonly en?: object; readonly de?: object }): void;
}

/**
 * A translator over the areas a program needs, so that a page ships no text it never shows.
 * HTML is not escaped here: React, Preact and JSON do that where it belongs.
 */
export function createTranslators<T extends Readonly<Record<string, object>>>(phrases: {
  en: T;
  de: PhrasesOf<T>;
}): Translators<KeysOf<T>> {
  const instance: i18n = i18next.createInstance();
  void instance.init({
    initAsync: false,
    resources: { en: { translation: phrases.en }, de: { translation: phrases.de } },
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  });
  const translators = (language: Language | 'pseudo'): Translator<KeysOf<T>> => {
    const base = language === 'pseudo' ? 'en' : language;
    const translate = instance.getFixedT(base);
    const text = (key: KeysOf<T>, values?: Readonly<Record<string, string | number>>): string => {
      const plain = String(translate(key, values ?? {}));
      return language === 'pseudo' ? pseudo(plain) : plain;
    };
    const has = (key: string): boolean => typeof instance.getResource(base, 'translation', key) === 'string';
    return Object.assign(text, { language: base, has }) as Translator<KeysOf<T>>;
  };
  return Object.assign(translators, {
    add({ en, de }: { readonly en?: object; readonly de?: object }): void {
      if (en !== undefined) instance.addResourceBundle('en', 'translation', en, true);
      if (de !== undefined) instance.addResourceBundle('de', 'translation', de, true);
    },
  });
}

/** A language 40 % longer with accents everywhere: shows cut-off and untranslated texts. */
export function pseudo(text: string): string {
  const accented = text.replace(/[aeiouAEIOU]/g, (letter) => `${letter}\u0301`);
  return `[${accented}${'·'.repeat(Math.ceil(text.length * 0.4))}]`;
}
