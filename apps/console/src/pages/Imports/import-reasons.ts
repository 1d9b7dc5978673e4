import { sourceFailure, type SourceFailure } from '@holdover/api';
import type { Translator } from '@holdover/phrases';
import type { TextKey } from '../../app/texts.tsx';

type ReasonKey = Extract<TextKey, `console.import.reasons.${string}`>;

/** Why a row or a file was left out, in words; a code of a newer server as it is. */
export function importReason(t: Translator<TextKey>, code: string): string {
  const key = `console.import.reasons.${code}`;
  if (t.has(key)) return t(key as ReasonKey); // just seen there
  return isSourceFailure(code) ? t(`sourceFailure.${code}`) : code;
}

function isSourceFailure(code: string): code is SourceFailure {
  return sourceFailure.options.some((one) => one === code);
}
