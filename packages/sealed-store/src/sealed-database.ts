import { chmodSync, existsSync } from 'node:fs';
import { Fault } from '@holdover/kernel';
import Sqlite, { type Database } from 'better-sqlite3-multiple-ciphers';

export type SealedDatabase = Database;

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
 * @throws Fault `database-key-wrong` (another key, or not one of our databases: the cipher cannot tell them apart),
 *   `database-unavailable`
 */
export function openSealedDatabase({ file, key }: SealedDatabaseOptions): SealedDatabase {
  if (key.length !== KEY_BYTES) {
    throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `A database key has ${KEY_BYTES} bytes, not ${key.length}` });
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
    throw new Fault({ owner: 'environment', code: 'database-unavailable', message: `Cannot open ${file}`, cause });
  }
}

function unlock(database: Database, key: Uint8Array, file: string): void {
  // `raw:` hands the key to the cipher as it is; the salt is the file's first 16 bytes. Bound as a buffer: no SQL text holds it.
  database.pragma("cipher='chacha20'");
  database.key(Buffer.from(`raw:${Buffer.from(key).toString('hex')}`));
  try {
    database.prepare('SELECT count(*) FROM sqlite_master').get();
  } catch (cause) {
    if (!isSqliteError(cause, 'SQLITE_NOTADB')) {
      throw new Fault({ owner: 'environment', code: 'database-unavailable', message: `Cannot read ${file}`, cause });
    }
    throw new Fault({
      owner: 'environment',
      code: 'database-key-wrong',
      message: `${file} does not open: it is sealed under another key, or is no Holdover database`,
      cause,
    });
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

function isSqliteError(error: unknown, code: string): boolean {
  return error instanceof Sqlite.SqliteError && error.code === code;
}
