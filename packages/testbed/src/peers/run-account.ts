import { readFileSync } from 'node:fs';
import process from 'node:process';
import { Fault } from '@holdover/kernel';

export interface RunAccount {
  readonly user: string;
  readonly group: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * For programs that refuse to run as root: the first of these accounts that exists.
 * @returns undefined when this process is no root: then it runs them as itself
 */
export function runAccount(...preferred: readonly string[]): RunAccount | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const accounts = rows('/etc/passwd');
  const groups = rows('/etc/group');
  for (const user of [...preferred, 'nobody']) {
    const [, , uid, gid] = accounts.find(([name]) => name === user) ?? [];
    const [group] = groups.find(([, , id]) => id === gid) ?? [];
    if (uid !== undefined && group !== undefined) return { user, group, uid: Number(uid), gid: Number(gid) };
  }
  throw new Fault({
    owner: 'environment',
    code: 'no-run-account',
    message: `None of the accounts ${[...preferred, 'nobody'].join(', ')} exists to run as`,
  });
}

function rows(file: string): string[][] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
}
