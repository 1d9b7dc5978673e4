import { join } from 'node:path';
import type { ActivityId, JobId } from '@holdover/kernel';
import { deriveKey, ensurePrivateFolder } from '@holdover/nodejs';
import { openDocuments, openSealedDatabase, type Documents, type SealedDatabase } from '@holdover/sealed-store';
import { prepareOutbox } from '../delivery/outbox-store.ts';
import type { PageName } from '../scan/page-store.ts';
import { prepareSpoolDatabase } from '../spool/spool-database.ts';
import { prepareCacheDatabase } from './cache-database.ts';
import { prepareJournalDatabase } from './journal-database.ts';
import { lockFolder } from './single-run.ts';

/** The terminal's files, each under a key of its own derived from the machine's. */
export interface TerminalStores {
  readonly journal: SealedDatabase;
  readonly cache: SealedDatabase;
  readonly spool: SealedDatabase;
  readonly documents: Documents<JobId>;
  /** Scans that wait for the server; their rows are in `spool`. */
  readonly outbox: Documents<ActivityId>;
  /** Of copies and scans under way; a start empties it. */
  readonly pages: Documents<PageName>;
  close(): void;
}

/** What holds a terminal's files; undoes in the opposite order what it did when it is closed. */
export interface TerminalDisk {
  /** Made when absent. */
  database(name: 'journal' | 'cache' | 'spool'): SealedDatabase;
  documents<I extends string>(name: DocumentsName): Promise<Documents<I>>;
}

export type DocumentsName = 'documents' | 'outbox' | 'pages';

/**
 * Opens and migrates what lies on a disk.
 * @throws Fault `store-newer`, and those of the disk
 */
export async function openStores(disk: TerminalDisk): Promise<TerminalStores> {
  const opened: SealedDatabase[] = [];
  const close = (): void => {
    for (const database of opened.splice(0).toReversed()) database.close();
  };
  const prepared = (name: Parameters<TerminalDisk['database']>[0], prepare: (database: SealedDatabase) => void) => {
    const database = disk.database(name);
    opened.push(database);
    prepare(database);
    return database;
  };
  try {
    const journal = prepared('journal', prepareJournalDatabase);
    const cache = prepared('cache', prepareCacheDatabase);
    const spool = prepared('spool', (database) => {
      prepareSpoolDatabase(database);
      prepareOutbox(database);
    });
    const documents = await disk.documents<JobId>('documents');
    const outbox = await disk.documents<ActivityId>('outbox');
    const pages = await disk.documents<PageName>('pages');
    return { journal, cache, spool, documents, outbox, pages, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** @throws Fault `already-running`, `database-key-wrong`, `database-unavailable`, `store-newer` */
export async function openTerminalStores(folder: string, machineKey: Uint8Array): Promise<TerminalStores> {
  const unlock = lockTerminalFolder(folder, machineKey);
  try {
    const stores = await openStores(await folderDisk(folder, machineKey));
    const close = (): void => {
      stores.close();
      unlock();
    };
    return { ...stores, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** @returns lets go. @throws Fault `already-running` */
export function lockTerminalFolder(folder: string, machineKey: Uint8Array): () => void {
  return lockFolder(folder, deriveKey(machineKey, 'holdover terminal lock'));
}

/** Spool and documents have a folder of their own. */
async function folderDisk(folder: string, machineKey: Uint8Array): Promise<TerminalDisk> {
  const spoolFolder = join(folder, 'spool');
  const spoolKey = deriveKey(machineKey, 'holdover terminal spool');
  await ensurePrivateFolder(spoolFolder);
  const files = {
    journal: { file: join(folder, 'journal.db'), key: deriveKey(machineKey, 'holdover terminal journal') },
    cache: { file: join(folder, 'cache.db'), key: deriveKey(machineKey, 'holdover terminal cache') },
    spool: { file: join(spoolFolder, 'spool.db'), key: spoolKey },
  };
  return {
    database: (name) => openSealedDatabase(files[name]),
    documents: (name) => openDocuments(join(spoolFolder, name), deriveKey(spoolKey, `holdover spool ${name}`)),
  };
}

/** Journal and throttle alone: for an enrolment, before there is a terminal. */
export function openJournalStore(folder: string, machineKey: Uint8Array): SealedDatabase {
  const database = openSealedDatabase({
    file: join(folder, 'journal.db'),
    key: deriveKey(machineKey, 'holdover terminal journal'),
  });
  try {
    prepareJournalDatabase(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
