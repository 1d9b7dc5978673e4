import { sourceFailure, type SourceFailure } from '@holdover/api';
import { consolePhrases, type Translator } from '@holdover/phrases';
import type { TextKey } from '../../app/texts.tsx';

const KNOWN = consolePhrases.en.console.import.reasons;

/** Why a row or a file was left out, in words; a code of a newer server as it is. */
export function importReason(t: Translator<TextKey>, code: string): string {
  if (isKnown(code)) return t(`console.import.reasons.${code}`);
  return isSourceFailure(code) ? t(`sourceFailure.${code}`) : code;
}

function isSourceFailure(code: string): code is SourceFailure {
  return sourceFailure.options.some((one) => one === code);
}

function isKnown(code: string): code is keyof typeof KNOWN {
  return Object.hasOwn(KNOWN, code);
}
