import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@holdover/kernel';
import type { KeyProtector } from './key-protector.ts';
import { syncFolder } from './sync-folder.ts';

const KEY_BYTES = 32;
const NAME = 'machine.key';

/** A random key in a file of mode 0600. Guards a copied database or backup, not a disk that holds the file as well. */
export function createKeyfileProtector(folder: string): KeyProtector {
  const path = join(folder, NAME);
  return {
    kind: 'keyfile',
    unlock: async () => (await readKey(path)) ?? (await makeKey(folder, path)),
  };
}

async function readKey(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return undefined;
    throw unreadable(path, 'cannot be read', cause);
  }
  if (bytes.length !== KEY_BYTES) throw unreadable(path, `has ${bytes.length} bytes instead of ${KEY_BYTES}`);
  return new Uint8Array(bytes);
}

/** Invariant: the key is durable before anybody seals under it; two processes at once end with one key (link refuses the second). */
async function makeKey(folder: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeDurably(temporary, randomBytes(KEY_BYTES));
    await link(temporary, path).catch((cause: unknown) => {
      if (!hasCode(cause, 'EEXIST')) throw unreadable(path, 'cannot be made', cause);
    });
  } finally {
    await rm(temporary, { force: true });
  }
  await syncFolder(folder);
  const key = await readKey(path);
  if (key === undefined) throw unreadable(path, 'vanished');
  return key;
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

function unreadable(path: string, what: string, cause?: unknown): Fault {
  return new Fault({
    owner: 'environment',
    code: 'machine-key-unreadable',
    message: `The key file ${path} ${what}`,
    cause,
  });
}
