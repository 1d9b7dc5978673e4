import { PIN_LENGTH } from './pin.ts';
import type { PinThrottlePolicy } from './pin-bucket.ts';

/** H5: the console warns above one success in a thousand days. */
export const GUESS_RISK_WARNING = 0.001;

/** B9: the floor keeps a day of random tries at one terminal at one success in a hundred. */
export const GUESS_RISK_FLOOR = 0.01;

/** D3: a success gives back at most two failures a user a day, which H5 counts as tries. */
const GIVEN_BACK_A_DAY = 2;

const MINUTES_A_DAY = 1_440;
const MS_A_MINUTE = 60_000;

export interface GuessRiskQuestion {
  /** N: PINs that match at this terminal online. */
  readonly pinsThatMatch: number;
  /** L: digits of a PIN. */
  readonly pinLength: number;
  readonly throttle: PinThrottlePolicy;
  /** Times the console unlocked PIN login here in the day looked at; each gives a full bucket. */
  readonly unlocks?: number;
}

/** H5: A, the most PINs that can be tried at one terminal in a day. */
export function triesADay(throttle: PinThrottlePolicy, unlocks = 0): number {
  const refills = MINUTES_A_DAY / (throttle.pinRefill / MS_A_MINUTE);
  return throttle.pinAttempts * (1 + unlocks) + refills + GIVEN_BACK_A_DAY;
}

/** H5: the chance, 0 to 1, that random tries within the throttle find a working PIN in a day: 1 − (1 − N / 10^L)^A. */
export function guessRisk(question: GuessRiskQuestion): number {
  const hit = Math.min(1, question.pinsThatMatch / 10 ** question.pinLength);
  return -Math.expm1(triesADay(question.throttle, question.unlocks) * Math.log1p(-hit));
}

export interface WeakestLength {
  /** Null where nobody has a PIN. */
  readonly pinLength: number | null;
  /** 0 to 1. */
  readonly aDay: number;
}

/** H5 for PINs of several lengths: whoever guesses tries those digits that are worth most. */
export function weakestLength(
  pinsByLength: ReadonlyMap<number, number>,
  throttle: PinThrottlePolicy,
  unlocks = 0,
): WeakestLength {
  let weakest: WeakestLength = { pinLength: null, aDay: 0 };
  for (const [pinLength, pinsThatMatch] of pinsByLength) {
    const aDay = guessRisk({ pinsThatMatch, pinLength, throttle, unlocks });
    const isWeaker = aDay > weakest.aDay || (aDay === weakest.aDay && pinLength < (weakest.pinLength ?? Infinity));
    if (isWeaker) weakest = { pinLength, aDay };
  }
  return weakest;
}

/** B9: the least length whose guess risk a day is at most 1 %; 16 where none is. */
export function pinFloor(pinsThatMatch: number, throttle: PinThrottlePolicy): number {
  return lengthForRisk({ pinsThatMatch, throttle }, GUESS_RISK_FLOOR);
}

/** H5: the length that would bring the risk under the console's warning, if every PIN had it. */
export function lengthWithoutWarning(pinsThatMatch: number, throttle: PinThrottlePolicy, unlocks = 0): number {
  return lengthForRisk({ pinsThatMatch, throttle, unlocks }, GUESS_RISK_WARNING);
}

function lengthForRisk(question: Omit<GuessRiskQuestion, 'pinLength'>, most: number): number {
  for (let pinLength: number = PIN_LENGTH.least; pinLength < PIN_LENGTH.most; pinLength++) {
    if (guessRisk({ ...question, pinLength }) <= most) return pinLength;
  }
  return PIN_LENGTH.most;
}
