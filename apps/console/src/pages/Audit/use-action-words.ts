import { consolePhrases } from '@holdover/phrases';
import { useCallback } from 'react';
import { useTexts, type TextKey } from '../../app/texts.tsx';

type ActionKey = Extract<TextKey, `console.auditAction.${string}`>;
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = consolePhrases.en.console.auditAction;

/** What was done, in words; undefined for an action of a newer server. */
export function useActionWords(): (action: string) => string | undefined {
  const { t } = useTexts();
  return useCallback(
    (action) => (hasActionWords(action) ? t(`console.auditAction.${action}` as ActionKey) : undefined), // just seen there
    [t],
  );
}

export function hasActionWords(action: string): boolean {
  const [area = '', verb = '', ...rest] = action.split('.');
  return rest.length === 0 && Object.hasOwn(WORDS, area) && Object.hasOwn(WORDS[area] ?? {}, verb);
}
