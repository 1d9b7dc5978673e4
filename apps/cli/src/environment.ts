import process from 'node:process';
import type { Readable, Writable } from 'node:stream';

interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command may touch of the process it runs in; tests bring their own. */
export interface Environment {
  readonly stdin: Readable & { readonly isTTY?: boolean };
  readonly stdout: Writable & Screen;
  readonly stderr: Writable & Screen;
  readonly variables: Readonly<Record<string, string | undefined>>;
}

export const processEnvironment = (): Environment => ({
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  variables: process.env,
});

/** Whether what people read there may be coloured (no-color.org). */
export function mayColour({ variables, ...streams }: Environment, where: 'stdout' | 'stderr' = 'stderr'): boolean {
  return streams[where].isTTY === true && (variables['NO_COLOR'] ?? '') === '';
}
