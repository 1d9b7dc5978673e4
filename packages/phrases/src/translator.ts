import type { Language } from './languages.ts';
import type { KeysOf, PhrasesOf } from './phrases.ts';

/** The text of a key in one language. Values fill `{{name}}`; `count` chooses the plural. */
export interface Translator<Key extends string> {
  readonly language: Language;
  (key: Key, values?: Values): string;
  /** Of a key put together from what a server says, which may be newer than these texts. */
  readonly has: (key: string) => boolean;
}

/** A translator in each language. */
export interface Translators<Key extends string> {
  (language: Language | 'pseudo'): Translator<Key>;
  /** More texts, for pages that come later; translators made before know them too. */
  add(phrases: { readonly en?: object; readonly de?: object }): void;
}

type Values = Readonly<Record<string, string | number>>;

/**
 * A translator over the areas a program needs, so that a page ships no text it never shows.
 * HTML is not escaped here: React, Preact and JSON do that where it belongs.
 */
export function createTranslators<T extends Readonly<Record<string, object>>>(phrases: {
  en: T;
  de: PhrasesOf<T>;
}): Translators<KeysOf<T>> {
  const texts: Readonly<Record<Language, Map<string, string>>> = { en: new Map(), de: new Map() };
  const add = ({ en, de }: { readonly en?: object; readonly de?: object }): void => {
    keep(texts.en, en ?? {}, '');
    keep(texts.de, de ?? {}, '');
  };
  add(phrases);
  const translators = (language: Language | 'pseudo'): Translator<KeysOf<T>> => {
    const base = language === 'pseudo' ? 'en' : language;
    const known = texts[base];
    const text = (key: KeysOf<T>, values?: Values): string => {
      const plain = fill(known.get(pluralOf(key, values)) ?? known.get(key) ?? key, values);
      return language === 'pseudo' ? pseudo(plain) : plain;
    };
    return Object.assign(text, { language: base, has: (key: string) => known.has(key) });
  };
  return Object.assign(translators, { add });
}

function keep(texts: Map<string, string>, tree: object, prefix: string): void {
  for (const [key, value] of Object.entries(tree) as [string, string | object][]) {
    if (typeof value === 'string') texts.set(prefix + key, value);
    else keep(texts, value, `${prefix}${key}.`);
  }
}

/** Both languages have two plurals, by the same rule (CLDR: one is the integer 1). */
function pluralOf(key: string, values: Values | undefined): string {
  const count = values?.['count'];
  return count === undefined ? key : `${key}_${count === 1 ? 'one' : 'other'}`;
}

function fill(text: string, values: Values | undefined): string {
  if (values === undefined || !text.includes('{{')) return text;
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => isolated(String(values[name] ?? place)));
}

/** Letters written from right to left, and marks that turn a line (UAX #9). */
const TURNS = /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFC]/;

/** A name turns no word of the sentence it stands in: FSI … PDI around it, and none of its own that would end them early. */
function isolated(value: string): string {
  return TURNS.test(value) ? `\u2068${value.replace(/[\u2066-\u2069]/g, '')}\u2069` : value;
}

/** In letters; hardly a word of either language is longer, and only between words a line may break. */
const LONGEST_WORD = 30;

/** A language 40 % longer with accents everywhere: shows cut-off and untranslated texts. */
export function pseudo(text: string): string {
  const accented = text.replace(/[aeiouAEIOU]/g, (letter) => `${letter}\u0301`);
  const more = '·'.repeat(Math.ceil(text.length * 0.4));
  // Panels run this too, in browsers that have no replaceAll.
  const word = '·'.repeat(LONGEST_WORD);
  return `[${accented}${more.split(word).join(`${word.slice(1)} `)}]`;
}
