import { encodingsOf } from '../support/canary-scan.ts';

/** Looks for the beginnings of secrets, in every form. @returns what was found, never the secret */
export function scanForCanaries(bytes: Buffer, canaries: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(canaries).flatMap(([name, text]) =>
    [...encodingsOf(text)].filter(([, form]) => bytes.includes(form)).map(([encoding]) => `a ${name} (${encoding})`),
  );
}
