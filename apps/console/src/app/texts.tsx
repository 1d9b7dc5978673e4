import { Fault } from '@holdover/kernel';
import {
  consoleGatePhrases,
  createTranslators,
  type consolePhrases,
  type KeysOf,
  type Language,
  type Translator,
  type Translators,
} from '@holdover/phrases';
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { createFormats, localeOf, type Formats } from './formats.ts';
import { chooseLanguage, keepLanguage, type LanguageChoice, type LanguageStores } from './language-choice.ts';

export type TextKey = KeysOf<typeof consolePhrases.en>;

interface Texts {
  readonly t: Translator<TextKey>;
  readonly format: Formats;
  readonly choice: LanguageChoice;
  readonly choose: (language: Language) => void;
  /** The signed-in person's own language, once it is known. */
  readonly learnOwn: (language: Language | null) => void;
}

// The first page ships without the texts behind the sign-in; `page-texts.ts` adds them before any page shows them.
export const translators = createTranslators(consoleGatePhrases) as Translators<TextKey>;
const TextsContext = createContext<Texts | null>(null);

function browserStores(): LanguageStores {
  return { address: location.search, tab: sessionStorage, kept: localStorage, accepted: navigator.languages };
}

export function currentLanguage(): string {
  return document.documentElement.lang;
}

export function TextsProvider({ children }: { children: ReactNode }) {
  const [own, learnOwn] = useState<Language | null>(null);
  const [choice, setChoice] = useState(() => chooseLanguage(browserStores(), null));
  useEffect(() => setChoice(chooseLanguage(browserStores(), own)), [own]);
  const texts = useMemo((): Texts => {
    const t = translators(choice);
    document.documentElement.lang = t.language;
    return {
      t,
      choice,
      format: createFormats(localeOf(t.language, navigator.languages)),
      learnOwn,
      choose(language) {
        keepLanguage(browserStores(), language);
        setChoice(language);
      },
    };
  }, [choice]);
  return <TextsContext value={texts}>{children}</TextsContext>;
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
