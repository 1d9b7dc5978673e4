import { join } from 'node:path';
import { deriveKey } from '@holdover/nodejs';
import type { SealedDatabase } from '@holdover/sealed-store';
import { openCacheDatabase } from './cache-database.ts';
import { openJournalDatabase } from './journal-database.ts';
import { lockFolder } from './single-run.ts';

/** The terminal's files, each under a key of its own derived from the machine's. */
export interface TerminalStores {
  readonly journal: SealedDatabase;
  readonly cache: SealedDatabase;
  readonly spool: { readonly folder: string; readonly key: Uint8Array };
  close(): void;
}

/** @throws Fault `already-running`, `database-key-wrong`, `database-unavailable`, `store-newer` */
export function openTerminalStores(folder: string, machineKey: Uint8Array): TerminalStores {
  const unlock = lockFolder(folder, deriveKey(machineKey, 'holdover terminal lock'));
  try {
    return openStores(folder, machineKey, unlock);
  } catch (error) {
    unlock();
    throw error;
  }
}

function openStores(folder: string, machineKey: Uint8Array, unlock: () => void): TerminalStores {
  const journal = openJournalStore(folder, machineKey);
  try {
    const cache = openCacheDatabase(join(folder, 'cache.db'), deriveKey(machineKey, 'holdover terminal cache'));
    return {
      journal,
      cache,
      spool: { folder: join(folder, 'spool'), key: deriveKey(machineKey, 'holdover terminal spool') },
      close() {
        cache.close();
        journal.close();
        unlock();
      },
    };
  } catch (error) {
    journal.close();
    throw error;
  }
}

export function openJournalStore(folder: string, machineKey: Uint8Array): SealedDatabase {
  return openJournalDatabase(join(folder, 'journal.db'), deriveKey(machineKey, 'holdover terminal journal'));
}
