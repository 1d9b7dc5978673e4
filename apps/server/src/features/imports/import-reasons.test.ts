import { readFile } from 'node:fs/promises';
import { consolePhrases } from '@holdover/phrases';
import { expect, test } from 'vitest';
import { FILE_REASONS, ROW_REASONS } from './import-reasons.ts';

const docs = await readFile(new URL('../../../../../docs/imports.md', import.meta.url), 'utf8');

/** Codes in the first column of the table under a heading. */
function listed(heading: string): string[] {
  const section = docs.split(`\n### ${heading}\n`)[1]?.split('\n#')[0] ?? '';
  return [...section.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, code = '']) => code);
}

test.each([
  ['Reasons of a row', ROW_REASONS],
  ['Reasons of a whole file', FILE_REASONS],
])('%s: the documentation lists exactly those there are', (heading, reasons) => {
  expect(listed(heading).toSorted()).toEqual([...reasons].toSorted());
});

test.each(['en', 'de'] as const)('every reason has a text in %s', (language) => {
  const texts: Readonly<Record<string, string>> = consolePhrases[language].console.import.reasons;
  for (const reason of [...ROW_REASONS, ...FILE_REASONS])
    expect([reason, texts[reason]?.length]).not.toContain(undefined);
});
