import { cardProblem, normaliseCard, type CardProblem } from './card.ts';

/**
 * B9: what stands between the number a reader gives and the card number: `reverse-bytes | hex-to-decimal | pad-left 10 0`. Steps and no
 * patterns: every transformation ends, in time proportional to what it is given.
 */
export type CardStep =
  /** Two hexadecimal digits a byte; the last byte first. */
  | { readonly name: 'reverse-bytes' | 'hex-to-decimal' | 'decimal-to-hex' | 'strip-leading-zeros' | 'upper' }
  /** Characters `from` to `to`, both counted from 1 and both kept. */
  | { readonly name: 'keep'; readonly from: number; readonly to: number }
  | { readonly name: 'first' | 'last' | 'drop-first' | 'drop-last'; readonly count: number }
  /** Up to `length` characters; a longer number stays as it is. */
  | { readonly name: 'pad-left'; readonly length: number; readonly fill: string }
  | { readonly name: 'prefix' | 'suffix'; readonly text: string };
export type CardStepName = CardStep['name'];

export type CardTransformation = readonly CardStep[];

/**
 * `empty-step` nothing between two bars · `unknown-step` · `bad-argument` not what this step takes · `too-many-steps` over 20.
 */
export type CardTransformationProblem = 'empty-step' | 'unknown-step' | 'bad-argument' | 'too-many-steps';

export type ParsedCardTransformation =
  | { readonly ok: true; readonly transformation: CardTransformation }
  /** `step` as it was written; `at` its first character, counted from 1. */
  | { readonly ok: false; readonly problem: CardTransformationProblem; readonly step: string; readonly at: number };

/**
 * Why the steps do not fit a number: `not-hexadecimal`, `not-decimal` · `odd-digits` no whole bytes · `too-short` fewer characters than
 * the step takes · what `cardProblem` says of the result.
 */
export type CardNumberProblem = 'not-hexadecimal' | 'not-decimal' | 'odd-digits' | 'too-short' | CardProblem;

export type TransformedCard =
  | { readonly ok: true; readonly card: string }
  /** `step`: the one that did not fit; null for the number itself, or the result. Never says what was read. */
  | { readonly ok: false; readonly problem: CardNumberProblem; readonly step: CardStepName | null };

export const CARD_TRANSFORMATION_STEPS = 20;

type ArgumentReader = (given: readonly string[]) => CardStep | undefined;

const count = (name: 'first' | 'last' | 'drop-first' | 'drop-last'): ArgumentReader => {
  return ([given, ...more]) => {
    const number = wholeNumber(given);
    return number === undefined || more.length > 0 ? undefined : { name, count: number };
  };
};
const alone = (name: 'reverse-bytes' | 'hex-to-decimal' | 'decimal-to-hex' | 'strip-leading-zeros' | 'upper') => {
  return (given: readonly string[]): CardStep | undefined => (given.length === 0 ? { name } : undefined);
};
const text = (name: 'prefix' | 'suffix'): ArgumentReader => {
  return ([given = '', ...more]) => {
    const put = normaliseCard(given);
    return more.length > 0 || cardProblem(put) !== undefined ? undefined : { name, text: put };
  };
};

const STEPS: { readonly [N in CardStepName]: ArgumentReader } = {
  'reverse-bytes': alone('reverse-bytes'),
  'hex-to-decimal': alone('hex-to-decimal'),
  'decimal-to-hex': alone('decimal-to-hex'),
  'strip-leading-zeros': alone('strip-leading-zeros'),
  upper: alone('upper'),
  keep: ([given = '', ...more]) => {
    const [from, to, ...others] = given.split('..').map(wholeNumber);
    if (from === undefined || to === undefined || from > to || more.length + others.length > 0) return undefined;
    return { name: 'keep', from, to };
  },
  first: count('first'),
  last: count('last'),
  'drop-first': count('drop-first'),
  'drop-last': count('drop-last'),
  'pad-left': ([given, fill = '0', ...more]) => {
    const length = wholeNumber(given);
    const put = normaliseCard(fill);
    if (length === undefined || put.length !== 1 || cardProblem(put) !== undefined || more.length > 0) return undefined;
    return { name: 'pad-left', length, fill: put };
  },
  prefix: text('prefix'),
  suffix: text('suffix'),
};

/** B9: steps parted by `|`, each a name and what it takes. */
export function parseCardTransformation(given: string): ParsedCardTransformation {
  const transformation: CardStep[] = [];
  let begins = 0;
  for (const part of given.split('|')) {
    const step = part.trim();
    const at = begins + (step === '' ? 0 : part.indexOf(step)) + 1;
    begins += part.length + 1;
    const refused = (problem: CardTransformationProblem) => ({ ok: false, problem, step, at }) as const;
    if (step === '') return refused('empty-step');
    if (transformation.length === CARD_TRANSFORMATION_STEPS) return refused('too-many-steps');
    const [name = '', ...taken] = step.split(/\s+/);
    if (!isStepName(name)) return refused('unknown-step');
    const read = STEPS[name](taken);
    if (read === undefined) return refused('bad-argument');
    transformation.push(read);
  }
  return { ok: true, transformation };
}

/** B9: the card number of what a reader gives; the same for every spelling of it (`normaliseCard`). */
export function applyCardTransformation(transformation: CardTransformation, number: string): TransformedCard {
  let card = normaliseCard(number);
  const given = cardProblem(card);
  // A reader may give more than a card number may have: steps make it shorter.
  if (given !== undefined && (given !== 'too-long' || card.length > READ_MOST)) {
    return { ok: false, problem: given, step: null };
  }
  for (const step of transformation) {
    const problem = unfit(step, card);
    if (problem !== undefined) return { ok: false, problem, step: step.name };
    card = apply(step, card);
  }
  const problem = cardProblem(card);
  return problem === undefined ? { ok: true, card } : { ok: false, problem, step: null };
}

/** Longest number taken from a reader. */
const READ_MOST = 128;

function isStepName(name: string): name is CardStepName {
  return Object.hasOwn(STEPS, name);
}

/** 1 to what a reader gives at most. */
function wholeNumber(given: string | undefined): number | undefined {
  if (given === undefined || !/^[1-9][0-9]{0,2}$/.test(given)) return undefined;
  const number = Number(given);
  return number <= READ_MOST ? number : undefined;
}

function unfit(step: CardStep, card: string): CardNumberProblem | undefined {
  switch (step.name) {
    case 'reverse-bytes':
      if (!isHexadecimal(card)) return 'not-hexadecimal';
      return card.length % 2 === 0 ? undefined : 'odd-digits';
    case 'hex-to-decimal':
      return isHexadecimal(card) ? undefined : 'not-hexadecimal';
    case 'decimal-to-hex':
      return /^[0-9]+$/.test(card) ? undefined : 'not-decimal';
    case 'keep':
      return card.length < step.to ? 'too-short' : undefined;
    case 'first':
    case 'last':
      return card.length < step.count ? 'too-short' : undefined;
    case 'drop-first':
    case 'drop-last':
      return card.length <= step.count ? 'too-short' : undefined;
    case 'strip-leading-zeros':
    case 'upper':
    case 'pad-left':
      return undefined;
    case 'prefix':
    case 'suffix':
      return card.length > READ_MOST ? 'too-long' : undefined;
  }
}

function isHexadecimal(card: string): boolean {
  return /^[0-9A-F]+$/.test(card);
}

/** Of a number that fits. */
function apply(step: CardStep, card: string): string {
  switch (step.name) {
    case 'reverse-bytes':
      return (card.match(/../g) ?? []).toReversed().join('');
    case 'hex-to-decimal':
      return BigInt(`0x${card}`).toString(10);
    case 'decimal-to-hex':
      return BigInt(card).toString(16).toUpperCase();
    case 'strip-leading-zeros':
      // A card whose number is nothing but zeros keeps one.
      return card.replace(/^0+(?=.)/, '');
    case 'upper':
      return card.toUpperCase();
    case 'keep':
      return card.slice(step.from - 1, step.to);
    case 'first':
      return card.slice(0, step.count);
    case 'last':
      return card.slice(-step.count);
    case 'drop-first':
      return card.slice(step.count);
    case 'drop-last':
      return card.slice(0, -step.count);
    case 'pad-left':
      return card.padStart(step.length, step.fill);
    case 'prefix':
      return step.text + card;
    case 'suffix':
      return card + step.text;
  }
}
