import { Fault, type Cancel } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';
import { createCommitWatch, type CrashMoment } from './disk-faults.ts';
import type { Life } from './life.ts';
import { createMemoryDatabase, type MemoryDatabase } from './memory-database.ts';

/** What lay on a disk at one time: the bytes of each file. */
export type DiskImage = ReadonlyMap<string, Uint8Array>;

/** The databases of one machine, in memory. Programs come and go; what they committed stays. */
export interface MemoryDisk {
  /**
   * Made when absent. When `life` ends, exactly what it had not committed is lost, and its handle throws `power-is-off`.
   * @throws Fault `already-open` while another handle on the file is
   */
  open(name: string, life: Pick<Life, 'alive' | 'onEnd'>): SealedDatabase;
  /** Over all files since the disk was made: transactions that wrote, and single statements outside of one. */
  readonly commits: number;
  /** Calls `crash`, once, at the n-th commit from now (1 is the next), before it is durable or right after. */
  crashAtCommit(n: number, moment: CrashMoment, crash: () => void): Cancel;
  /** No file grows from now on: what needs a page more fails with SQLITE_FULL. */
  fill(): void;
  free(): void;
  /** @throws Fault `disk-busy` within a transaction */
  image(): DiskImage;
  /** The disk as it was. @throws Fault `disk-busy` while a file is open */
  restore(image: DiskImage): void;
  /** All that is stored, as if nothing were sealed. */
  bytes(): Uint8Array;
}

interface OpenFile {
  readonly database: Database;
  readonly handle: MemoryDatabase;
}

export function createMemoryDisk(): MemoryDisk {
  const watch = createCommitWatch();
  const open = new Map<string, OpenFile>();
  let closed = new Map<string, Uint8Array>();
  let isFull = false;

  const put = (name: string, database: Database): void => {
    const file = open.get(name);
    if (file?.database !== database) return;
    open.delete(name);
    file.handle.abandon();
    closed.set(name, database.serialize());
    database.close();
  };
  const image = (): DiskImage => {
    for (const [name, { database }] of open) {
      if (database.inTransaction) throw refusal('disk-busy', `${name} is in the middle of a transaction`);
    }
    const opened = [...open].map(([name, { database }]) => [name, database.serialize()] as const);
    return new Map([...closed, ...opened].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  };

  return {
    open(name, life) {
      if (open.has(name)) throw refusal('already-open', `${name} is open already`);
      const database = load(closed.get(name));
      const isAlive = (): boolean => life.alive;
      const handle = createMemoryDatabase({ database, watch, isAlive, onClose: () => put(name, database) });
      closed.delete(name);
      open.set(name, { database, handle });
      if (isFull) stopGrowing(database);
      life.onEnd(() => put(name, database));
      return handle;
    },
    get commits() {
      return watch.commits;
    },
    crashAtCommit: watch.crashAt,
    fill() {
      isFull = true;
      for (const { database } of open.values()) stopGrowing(database);
    },
    free() {
      isFull = false;
      for (const { database } of open.values()) database.pragma(`max_page_count = ${MOST_PAGES}`);
    },
    image,
    restore(from) {
      const [busy] = open.keys();
      if (busy !== undefined) throw refusal('disk-busy', `${busy} is open`);
      closed = new Map(from);
    },
    bytes: () => Buffer.concat([...image().values()]),
  };
}

/** SQLite's default limit. */
const MOST_PAGES = 1_073_741_823;

function load(bytes: Uint8Array | undefined): Database {
  const database = new Sqlite(bytes === undefined ? ':memory:' : Buffer.from(bytes));
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('secure_delete = ON');
  return database;
}

function stopGrowing(database: Database): void {
  database.pragma(`max_page_count = ${Math.max(1, Number(database.pragma('page_count', { simple: true })))}`);
}

function refusal(code: string, message: string): Fault {
  return new Fault({ owner: 'caller', code, message });
}
