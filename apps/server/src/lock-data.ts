import { join } from 'node:path';
import { Fault } from '@holdover/kernel';
import { deriveKey, ensurePrivateFolder } from '@holdover/nodejs';
import { openSealedDatabase } from '@holdover/sealed-store';

/**
 * Invariant: one server at a time has the documents of a data folder; another would take those that are coming in for what a crash
 * left. The lock is a transaction held for the program's life: the system lets go of it when the program ends, however it ends.
 * @returns lets go
 * @throws Fault `already-running`
 */
export async function lockData(dataDir: string, serverKey: Uint8Array): Promise<() => void> {
  const folder = join(dataDir, 'spool');
  await ensurePrivateFolder(folder);
  const key = deriveKey(serverKey, 'holdover running 1');
  const database = openSealedDatabase({ file: join(folder, 'running.db'), key });
  try {
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    const message = `A server is already running with ${dataDir}`;
    throw new Fault({ owner: 'caller', code: 'already-running', message, cause });
  }
  return () => void database.close();
}
