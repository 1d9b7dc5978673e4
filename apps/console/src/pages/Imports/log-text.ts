import type { ImportLogLine } from '@holdover/api';
import { consolePhrases } from '@holdover/phrases';
import { useTexts } from '../../app/texts.tsx';
import { importReason } from './import-reasons.ts';

const KNOWN = consolePhrases.en.console.importLog;
type KnownCode = keyof typeof KNOWN;

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
    if (isKnown(code)) return t(`console.importLog.${code}`, shown);
    const rest = Object.entries(shown).map(([name, value]) => `${name} ${value}`);
    return [code, ...rest].join(' · ');
  };
}

function isKnown(code: string): code is KnownCode {
  return Object.hasOwn(KNOWN, code);
}
