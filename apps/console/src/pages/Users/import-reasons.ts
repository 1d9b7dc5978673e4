import { consolePhrases, type Translator } from '@holdover/phrases';
import type { TextKey } from '../../app/texts.tsx';

const KNOWN = consolePhrases.en.console.import.reasons;

/** Why a row or a file was left out, in words; a code of a newer server as it is. */
export function importReason(t: Translator<TextKey>, code: string): string {
  return isKnown(code) ? t(`console.import.reasons.${code}`) : code;
}

function isKnown(code: string): code is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, code);
}
