import process from 'node:process';
import type { Readable, Writable } from 'node:stream';

/** What a command may touch of the process it runs in; tests bring their own. */
export interface Environment {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable;
  readonly stderr: Writable & { readonly isTTY?: boolean };
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const processEnvironment = (): Environment => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
});

/** Whether messages to people may be coloured (no-color.org). */
export function mayColour({ stderr, variables }: Environment): boolean {
  return stderr.isTTY === true && (variables['NO_COLOR'] ?? '') === '';
}
