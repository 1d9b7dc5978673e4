import type { Language } from '@holdover/api';

export type KeyLayer = 'letters' | 'capitals' | 'signs' | 'more-signs';

/** The keys of one layer, row by row; what shifts, erases, spaces and sends is the keyboard's own. */
export type KeyRows = readonly [readonly string[], readonly string[], readonly string[]];

const rows = (first: string, second: string, third: string): KeyRows => [
  Array.from(first),
  Array.from(second),
  Array.from(third),
];

const LETTERS: Readonly<Record<Language, KeyRows>> = {
  de: rows('qwertzuiopü', 'asdfghjklöä', 'yxcvbnmß'),
  en: rows('qwertyuiop', 'asdfghjkl', 'zxcvbnm'),
};
const SIGNS = rows('1234567890', '#€$%&+()/=', '*"\':;!?_');
const MORE_SIGNS = rows('[]{}<>^|\\`', '£¥§°´²³µñ~', 'äöüßéèàç');
/** On every layer, beside the space. */
export const ALWAYS = { before: ['@', '.'], after: ['-', ','] } as const;

export function keyRows(layer: KeyLayer, language: Language): KeyRows {
  switch (layer) {
    case 'letters':
      return LETTERS[language];
    case 'capitals': {
      const [first, second, third] = LETTERS[language];
      return [first.map(capital), second.map(capital), third.map(capital)];
    }
    case 'signs':
      return SIGNS;
    case 'more-signs':
      return MORE_SIGNS;
    default:
      return layer;
  }
}

/** A key gives one character: ẞ, not SS. */
const capital = (letter: string): string => (letter === 'ß' ? 'ẞ' : letter.toUpperCase());
