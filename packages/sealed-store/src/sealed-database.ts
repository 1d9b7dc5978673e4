import { chmodSync, closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { Fault } from '@holdover/kernel';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';

/** What our programs use of a database: better-sqlite3 in the field, a disk in memory in the fleet simulator. */
export interface SealedDatabase {
  readonly inTransaction: boolean;
  prepare<P extends unknown[] = unknown[], R = unknown>(text: string): SealedStatement<P, R>;
  /** Rolled back when `work` throws; within another one it is a savepoint. */
  transaction<A extends unknown[], R>(work: (...given: A) => R): (...given: A) => R;
  exec(text: string): unknown;
  pragma(text: string, options?: { readonly simple?: boolean }): unknown;
  /** The whole file, as if nothing were sealed. */
  serialize(): Buffer;
  close(): unknown;
}

export interface SealedStatement<P extends unknown[], R> {
  /** Whether it returns rows. */
  readonly reader: boolean;
  run(...values: P): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  get(...values: P): R | undefined;
  all(...values: P): R[];
  iterate(...values: P): IterableIterator<R>;
}

export interface SealedDatabaseOptions {
  /** Made when absent, mode 0600. */
  readonly file: string;
  /** 32 bytes; used as they are, without a passphrase derivation. */
  readonly key: Uint8Array;
}

const KEY_BYTES = 32;

/** How long a writer waits for another process (doctor, backup) to let go. */
const BUSY_MILLISECONDS = 5_000;

/**
 * SQLite with every page of file and WAL encrypted (ChaCha20-Poly1305, SQLite3 Multiple Ciphers).
 * Invariant: a committed transaction survives power loss (WAL, synchronous=FULL); nothing of it reaches a temporary file.
 * @throws Fault `database-key-wrong`, `database-foreign` (no database, or one that is not sealed), `database-unavailable`
 */
export function openSealedDatabase({ file, key }: SealedDatabaseOptions): SealedDatabase {
  if (key.length !== KEY_BYTES) {
    throw new Fault({
      owner: 'ours',
      code: 'invariant-broken',
      message: `A database key has ${KEY_BYTES} bytes, not ${key.length}`,
    });
  }
  const isNew = !existsSync(file);
  const database = connect(file);
  try {
    unlock(database, key, file);
    if (isNew) chmodSync(file, 0o600);
    prepare(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function connect(file: string): Database {
  try {
    return new Sqlite(file, { timeout: BUSY_MILLISECONDS });
  } catch (cause) {
    throw fault('database-unavailable', `Cannot open ${file}`, cause);
  }
}

function unlock(database: Database, key: Uint8Array, file: string): void {
  // `raw:` hands the key to the cipher as it is; the salt is the file's first 16 bytes. Bound as a buffer: no SQL text holds it.
  database.pragma("cipher='chacha20'");
  database.key(Buffer.from(`raw:${Buffer.from(key).toString('hex')}`));
  try {
    database.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (cause) {
    if (!(cause instanceof Sqlite.SqliteError) || cause.code !== 'SQLITE_NOTADB') {
      throw fault('database-unavailable', `Cannot read ${file}`, cause);
    }
    if (isForeign(file)) throw fault('database-foreign', `${file} is not a sealed database`, cause);
    throw fault('database-key-wrong', `${file} is sealed under another key`, cause);
  }
}

/** Pages are whole multiples of 512 bytes and the first one never shows SQLite's own magic. */
function isForeign(file: string): boolean {
  const bytes = statSync(file).size;
  if (bytes % 512 !== 0) return true;
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(16);
    readSync(descriptor, start);
    return start.toString('latin1') === 'SQLite format 3\0';
  } finally {
    closeSync(descriptor);
  }
}

function prepare(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  database.pragma('temp_store = MEMORY');
  // Deleted rows are overwritten: a key found later reads no earlier user, PIN verifier or job.
  database.pragma('secure_delete = ON');
}

function fault(code: string, message: string, cause: unknown): Fault {
  return new Fault({ owner: 'environment', code, message, cause });
}
