import { instant } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { momentOf } from './moment-of.ts';

const AT = instant(Date.UTC(2026, 6, 31, 13, 5, 59, 987));

test.each([
  ['en', 'UTC', ['July 31, 2026', '01:05', 'PM', 'UTC']],
  ['de', 'Europe/Berlin', ['31. Juli 2026', '15:05', 'MESZ']],
] as const)('a time in a sentence: %s in %s', (language, timeZone, parts) => {
  const said = momentOf(AT, language, timeZone);
  for (const part of parts) expect(said).toContain(part);
  expect(said).not.toMatch(/59|987|T13/);
});
