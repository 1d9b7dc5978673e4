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
const AUTHORITY_FILE = 'authority.pem';

/** Nothing in it is secret: the authority is there to be given to who uses the server from elsewhere. Both files stay. */
export async function writeConsoleAddress(dataDir: string, { url, authority }: ConsoleAddress): Promise<void> {
  if (authority !== null) await writeFileAtomic(join(dataDir, AUTHORITY_FILE), `${authority.trim()}\n`);
  await writeFileAtomic(join(dataDir, FILE), `${JSON.stringify({ url, ownAuthority: authority !== null })}\n`);
}

/**
 * Undefined where no server ever ran, or where its folder is another account's.
 * @throws Fault `console-address-damaged`
 */
export async function readConsoleAddress(dataDir: string): Promise<ConsoleAddress | undefined> {
  const file = join(dataDir, FILE);
  const text = await readMine(file);
  if (text === undefined) return undefined;
  const address = parse(text);
  if (address === undefined) throw damaged(file);
  if (!address.ownAuthority) return { url: address.url, authority: null };
  const authority = await readMine(join(dataDir, AUTHORITY_FILE));
  if (authority === undefined) throw damaged(join(dataDir, AUTHORITY_FILE));
  return { url: address.url, authority };
}

const NOT_MINE: ReadonlySet<string | undefined> = new Set(['ENOENT', 'EACCES', 'ENOTDIR']);

async function readMine(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isNodeError(error) && NOT_MINE.has(error.code)) return undefined;
    throw error;
  }
}

function parse(text: string): { readonly url: string; readonly ownAuthority: boolean } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('url' in value) || !('ownAuthority' in value))
      return undefined;
    const { url, ownAuthority } = value;
    if (typeof url !== 'string' || !URL.canParse(url) || typeof ownAuthority !== 'boolean') return undefined;
    return { url, ownAuthority };
  } catch {
    return undefined;
  }
}

function damaged(file: string): Fault {
  const message = `${file} is damaged: start the server again, which writes it anew`;
  return new Fault({ owner: 'environment', code: 'console-address-damaged', message });
}
