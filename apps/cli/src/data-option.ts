import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Option } from 'commander';
import type { Environment } from './environment.ts';
import { option } from './options.ts';

export const serverDataOption = (environment: Environment): Option =>
  option('--data <dir>', 'where the server keeps everything').default(defaultDataFolder(environment));

export const terminalDataOption = (environment: Environment): Option =>
  option('--data <dir>', 'where the terminal keeps everything').default(
    join(defaultDataFolder(environment), 'terminal'),
  );

/** `/var/lib/holdover` for root; for others the folder the XDG specification names. */
function defaultDataFolder({ variables }: Environment): string {
  if (process.getuid?.() === 0) return '/var/lib/holdover';
  const base = variables['XDG_DATA_HOME'] ?? '';
  return join(base === '' ? join(homedir(), '.local', 'share') : base, 'holdover');
}
