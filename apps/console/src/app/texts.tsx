import { Fault } from '@holdover/kernel';
import {
  consoleGatePhrases,
  createTranslators,
  loadConsolePhrases,
  loadFirstConsolePhrases,
  type consolePhrases,
  type KeysOf,
  type Language,
  type Translator,
  type Translators,
} from '@holdover/phrases';
import { createContext, useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react';
import { createFormats, localeOf, type Formats } from './formats.ts';
import type { LanguageChoice, LanguageStores } from './language-choice.ts';
import { createPageLanguage, type PageLanguage, type TextsPart } from './page-language.ts';

export type TextKey = KeysOf<typeof consolePhrases.en>;

interface Texts {
  readonly t: Translator<TextKey>;
  readonly format: Formats;
  readonly choice: LanguageChoice;
  readonly choose: (language: Language) => void;
  /** The signed-in person's own language changed. */
  readonly learnOwn: (language: Language | null) => void;
  /** Before something is shown that belongs to no page, and says what any page says. */
  readonly loadAll: (own: Language | null) => Promise<void>;
}

const TextsContext = createContext<Texts | null>(null);

/** The first page ships without the texts behind the sign-in; `enter` of the language adds them, in one language. */
export function createTexts(): { translators: Translators<TextKey>; language: PageLanguage } {
  const translators = createTranslators(consoleGatePhrases) as Translators<TextKey>; // complete once entered
  const load = async (language: Language, part: TextsPart): Promise<void> =>
    translators.add({
      [language]: await (part === 'first' ? loadFirstConsolePhrases(language) : loadConsolePhrases(language)),
    });
  return { translators, language: createPageLanguage({ stores: browserStores, load }) };
}

function browserStores(): LanguageStores {
  return { address: location.search, tab: sessionStorage, kept: localStorage, accepted: navigator.languages };
}

export function currentLanguage(): string {
  return document.documentElement.lang;
}

interface TextsProviderProps {
  readonly translators: Translators<TextKey>;
  readonly language: PageLanguage;
  readonly children: ReactNode;
}

export function TextsProvider({ translators, language, children }: TextsProviderProps) {
  const choice = useSyncExternalStore(language.subscribe, language.current);
  const texts = useMemo((): Texts => {
    const t = translators(choice);
    document.documentElement.lang = t.language;
    return {
      t,
      choice,
      format: createFormats(localeOf(t.language, navigator.languages)),
      choose: language.choose,
      learnOwn: (own) => void language.enter(own, 'first').catch(() => undefined),
      loadAll: (own) => language.enter(own, 'whole'),
    };
  }, [translators, language, choice]);
  return <TextsContext value={texts}>{children}</TextsContext>;
}

/** Below it every time is in one zone: the organisation's, or the reader's where none was chosen. */
export function ZoneProvider({ timeZone, children }: { timeZone: string | null; children: ReactNode }) {
  const texts = useTexts();
  const zoned = useMemo(
    () => (timeZone === null ? texts : { ...texts, format: createFormats(texts.format.locale, timeZone) }),
    [texts, timeZone],
  );
  return <TextsContext value={zoned}>{children}</TextsContext>;
}

export function useTexts(): Texts {
  const texts = useContext(TextsContext);
  if (texts === null) throw missingProvider('TextsProvider');
  return texts;
}

/** A component rendered outside its providers: a mistake of ours, seen at once. */
export function missingProvider(name: string): Fault {
  return new Fault({ owner: 'ours', code: 'missing-provider', message: `${name} is not above this component` });
}
