import type { Translator } from '@holdover/phrases';
import type { TextKey } from '../../app/texts.tsx';
import type { FieldFault } from './offline-login-draft.ts';

/** One sentence with the value and the range (A1). */
export function hoursFaultText(t: Translator<TextKey>, fault: FieldFault | undefined): string | undefined {
  if (fault === undefined) return undefined;
  const { value, min, max } = fault;
  switch (fault.kind) {
    case 'not-whole':
      return value === ''
        ? t('console.offlineLogin.hoursMissing', { min, max })
        : t('console.offlineLogin.hoursNotWhole', { value, min, max });
    case 'out-of-range':
      return t('console.offlineLogin.hoursRange', { value, min, max });
    case 'above-cache-hours':
      return t('console.offlineLogin.intervalAbove', { value, max });
  }
}

export function pagesFaultText(
  t: Translator<TextKey>,
  fault: FieldFault | undefined,
  number: (value: number) => string,
): string | undefined {
  if (fault === undefined) return undefined;
  return t('console.offlineLogin.pagesRange', { value: fault.value, min: number(fault.min), max: number(fault.max) });
}
