import { Fault, type Entropy } from '@holdover/kernel';

/** B9: the setting `pinMinLength` lies in this range; 6 unless an administrator says otherwise. */
export const PIN_LENGTH = { least: 4, most: 16, default: 6 } as const;

/**
 * `not-digits` something other than 0–9 · `too-short` below the setting · `too-long` above 16 ·
 * `constant-step` every digit differs from the one before by the same amount (1111, 1234, 9876, 1357).
 */
export type PinProblem = 'not-digits' | 'too-short' | 'too-long' | 'constant-step';

export interface PinRule {
  /** 4–16 digits. */
  readonly minLength: number;
}

/** One form for one PIN, however it was typed or pasted: compatibility digits folded, outer white space gone. */
export function normalisePin(text: string): string {
  return text.normalize('NFKC').trim();
}

/** B9: what keeps a normalised PIN from being given to somebody; undefined when nothing does. */
export function pinProblem(pin: string, rule: PinRule): PinProblem | undefined {
  if (!/^[0-9]+$/.test(pin)) return 'not-digits';
  if (pin.length < rule.minLength) return 'too-short';
  if (pin.length > PIN_LENGTH.most) return 'too-long';
  return hasConstantStep(pin) ? 'constant-step' : undefined;
}

/** B9: uniform over all PINs of `length` digits that have no constant step. */
export function generatePin(length: number, entropy: Entropy): string {
  if (!Number.isInteger(length) || length < PIN_LENGTH.least || length > PIN_LENGTH.most) {
    throw new Fault({ owner: 'ours', code: 'pin-length', message: `A PIN has 4 to 16 digits, not ${length}` });
  }
  for (;;) {
    const pin = uniformDigits(length, entropy);
    if (!hasConstantStep(pin)) return pin;
  }
}

function hasConstantStep(pin: string): boolean {
  const step = pin.charCodeAt(1) - pin.charCodeAt(0);
  for (let i = 2; i < pin.length; i++) {
    if (pin.charCodeAt(i) - pin.charCodeAt(i - 1) !== step) return false;
  }
  return true;
}

/** Bytes of 250 and above are thrown away: 256 is no multiple of 10. */
function uniformDigits(length: number, entropy: Entropy): string {
  let digits = '';
  while (digits.length < length) {
    for (const byte of entropy.bytes(length)) {
      if (byte < 250 && digits.length < length) digits += String(byte % 10);
    }
  }
  return digits;
}
