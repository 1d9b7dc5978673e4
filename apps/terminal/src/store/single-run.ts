import { join } from 'node:path';
import { Fault } from '@holdover/kernel';
import { openSealedDatabase } from '@holdover/sealed-store';

/**
 * Invariant: one program at a time appends to the journal of a folder; two would fork it (F3). The lock is a write transaction
 * held for the program's life: the system lets go of it when the program ends, however it ends.
 * @returns lets go
 * @throws Fault `already-running`
 */
export function lockFolder(folder: string, key: Uint8Array): () => void {
  const database = openSealedDatabase({ file: join(folder, 'running.db'), key });
  try {
    database.pragma('busy_timeout = 0');
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw new Fault({
      owner: 'caller',
      code: 'already-running',
      message: `A terminal is already running with ${folder}`,
      cause,
    });
  }
  return () => database.close();
}
