import { LANGUAGES, lookUpLanguage, type Language } from '@holdover/phrases';

export type LanguageChoice = Language | 'pseudo';

const KEPT = 'holdover.language';
const OF_TAB = 'holdover.language.tab';

/** Where a choice of language lives: `?lang=` for this tab, the menu for this browser. */
export interface LanguageStores {
  readonly address: string;
  readonly tab: Storage;
  readonly kept: Storage;
  readonly accepted: readonly string[];
}

/** `?lang=` › the choice on this page › the person's own › what the browser asks for › English. */
export function chooseLanguage(stores: LanguageStores, own: Language | null): LanguageChoice {
  const asked = readChoice(new URLSearchParams(stores.address).get('lang'));
  if (asked !== undefined) stores.tab.setItem(OF_TAB, asked);
  return (
    asked ??
    readChoice(stores.tab.getItem(OF_TAB)) ??
    readChoice(stores.kept.getItem(KEPT)) ??
    own ??
    lookUpLanguage(stores.accepted.join(','), 'en')
  );
}

export function keepLanguage(stores: LanguageStores, choice: Language): void {
  stores.tab.removeItem(OF_TAB);
  stores.kept.setItem(KEPT, choice);
}

function readChoice(text: string | null): LanguageChoice | undefined {
  return text === 'pseudo' ? text : LANGUAGES.find((language) => language === text);
}
