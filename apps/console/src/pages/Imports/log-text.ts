import type { ImportLogLine } from '@holdover/api';
import { useTexts, type TextKey } from '../../app/texts.tsx';
import { importReason } from './import-reasons.ts';

type LogKey = Extract<TextKey, `console.importLog.${string}`>;

/** A line of a log in words; one of a newer server as its code with its values. */
export function useLogText(): (line: Pick<ImportLogLine, 'code' | 'values'>) => string {
  const { t, format } = useTexts();
  return ({ code, values }) => {
    const shown = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        // A reason is a code of its own.
        name === 'reason'
          ? importReason(t, String(value))
          : typeof value === 'number' && name !== 'port'
            ? format.number(value)
            : String(value),
      ]),
    );
    // A whole row: no column is to blame.
    if (code === 'row-failed' && shown['column'] === '') return t('console.importLog.row-failed-whole', shown);
    const key = `console.importLog.${code}`;
    if (t.has(key)) return t(key as LogKey, shown); // just seen there
    const rest = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
    return [code, ...rest].join(' · ');
  };
}
