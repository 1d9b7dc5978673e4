import type { ImportLogLine } from '@holdover/api';

/** What came of an import, in the words the console has for it. */
export interface ImportWords {
  /** Why a row or the whole was left out, with the code in brackets; a code of a newer server alone. */
  reason(code: string): string;
  /** The line of the log that says why the whole failed. */
  failure(line: Pick<ImportLogLine, 'code' | 'values'>): string;
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
  return {
    reason,
    failure: ({ code, values }) => {
      if (code === 'directory-said') return `The directory said: ${values['said'] ?? ''}`;
      const column = values['column'] ?? '';
      const what = code === 'failed' ? reason(String(values['reason'] ?? 'unknown')) : `[${code}]`;
      return column === '' ? what : `${what} Column: ${column}`;
    },
  };
}
