import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@holdover/kernel';
import { isNodeError, writeFileAtomic } from '../files.ts';

/** Where the console of a running server answers, for programs of the same machine and the same account. */
export interface ConsoleAddress {
  readonly url: string;
  /** PEM of the authorities of its certificate; null where the administrator brought one. */
  readonly authority: string | null;
}

const FILE = 'console.json';

/** Nothing in it is secret; it stays when the server ends. */
export function writeConsoleAddress(dataDir: string, address: ConsoleAddress): Promise<void> {
  return writeFileAtomic(join(dataDir, FILE), `${JSON.stringify(address)}\n`);
}

/**
 * Undefined where no server ever ran, or where its folder is another account's.
 * @throws Fault `console-address-damaged`
 */
export async function readConsoleAddress(dataDir: string): Promise<ConsoleAddress | undefined> {
  const file = join(dataDir, FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (isNodeError(error) && (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'ENOTDIR')) {
      return undefined;
    }
    throw error;
  }
  const address = parse(text);
  if (address !== undefined) return address;
  const message = `${file} is damaged: start the server again, which writes it anew`;
  throw new Fault({ owner: 'environment', code: 'console-address-damaged', message });
}

function parse(text: string): ConsoleAddress | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('url' in value) || !('authority' in value)) return undefined;
    const { url, authority } = value;
    if (typeof url !== 'string' || !URL.canParse(url)) return undefined;
    return typeof authority === 'string' || authority === null ? { url, authority } : undefined;
  } catch {
    return undefined;
  }
}
