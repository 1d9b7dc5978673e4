/** Longest card number after normalising; the longest seen on readers is a 32-byte UID in hex. */
export const CARD_LENGTH = { least: 1, most: 64 } as const;

/** `empty` nothing but separators · `too-long` over 64 characters · `not-printable` something else than visible ASCII. */
export type CardProblem = 'empty' | 'too-long' | 'not-printable';

/**
 * One form for one card, whichever reader or list it came from: readers differ in case and in what they put between bytes
 * (`04:a2:3b`, `04-A2-3B`, `04 A2 3B`).
 */
export function normaliseCard(text: string): string {
  return text.replaceAll(/[\s:-]/g, '').toUpperCase();
}

/** What keeps a normalised card number from being stored; undefined when nothing does. */
export function cardProblem(card: string): CardProblem | undefined {
  const { length } = card;
  if (length < CARD_LENGTH.least) return 'empty';
  if (length > CARD_LENGTH.most) return 'too-long';
  return /^[\x21-\x7e]+$/.test(card) ? undefined : 'not-printable';
}
