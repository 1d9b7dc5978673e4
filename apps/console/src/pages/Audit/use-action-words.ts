import type { Translator } from '@holdover/phrases';
import { useCallback } from 'react';
import { useTexts, type TextKey } from '../../app/texts.tsx';

type ActionKey = Extract<TextKey, `console.auditAction.${string}`>;

/** What was done, in words; undefined for an action of a newer server. */
export function useActionWords(): (action: string) => string | undefined {
  const { t } = useTexts();
  return useCallback(
    (action) => (hasActionWords(t, action) ? t(`console.auditAction.${action}` as ActionKey) : undefined), // just seen there
    [t],
  );
}

export function hasActionWords(t: Translator<TextKey>, action: string): boolean {
  return t.has(`console.auditAction.${action}`);
}
