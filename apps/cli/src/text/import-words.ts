import type { ImportLogLine } from '@holdover/api';

/** What came of an import, in the words the console has for it. */
export interface ImportWords {
  /** Why a row or the whole was left out, with the code in brackets; a code of a newer server alone. */
  reason(code: string): string;
  /** Why the whole failed, by the lines of its log that say so; empty without any. */
  failure(lines: readonly Pick<ImportLogLine, 'level' | 'code' | 'values'>[]): string;
}

/** Loaded when something is to be said: most commands never need the texts. */
export async function importWords(): Promise<ImportWords> {
  const { consolePhrases } = await import('@holdover/phrases');
  const texts: Readonly<Record<string, string>> = {
    ...consolePhrases.en.sourceFailure,
    ...consolePhrases.en.console.import.reasons,
  };
  const reason = (code: string): string => {
    const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
    return text === undefined ? `[${code}]` : `${text} [${code}]`;
  };
  const line = ({ code, values }: Pick<ImportLogLine, 'code' | 'values'>): string => {
    if (code === 'directory-said') return `The directory said: ${values['said'] ?? ''}`;
    return `${reason(code === 'failed' ? String(values['reason']) : code)}${whereOf(values)}`;
  };
  return {
    reason,
    failure: (lines) => {
      const errors = lines.filter(({ level }) => level === 'error');
      const codes = new Set(errors.map(({ code }) => code));
      // The last line repeats the reason of the one that says where.
      const own = errors.filter(({ code, values }) => code !== 'failed' || !codes.has(String(values['reason'])));
      return own.map(line).join('\n');
    },
  };
}

/** In the header line. The server leaves a name out that may be a PIN or the number of a card. */
function whereOf({ position, column }: ImportLogLine['values']): string {
  if (position === undefined) return '';
  return column === undefined || column === '…' ? ` It is column ${position}.` : ` It is column ${position}: ${column}`;
}
