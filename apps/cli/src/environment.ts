import { homedir } from 'node:os';
import { join } from 'node:path';
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

/** `/var/lib/holdover` for root; for others the folder the XDG specification names. */
export function defaultDataFolder({ variables }: Environment): string {
  if (process.getuid?.() === 0) return '/var/lib/holdover';
  const base = variables['XDG_DATA_HOME'] ?? '';
  return join(base === '' ? join(homedir(), '.local', 'share') : base, 'holdover');
}

/** Whether messages to people may be coloured (no-color.org). */
export function mayColour({ stderr, variables }: Environment): boolean {
  return stderr.isTTY === true && (variables['NO_COLOR'] ?? '') === '';
}
