import {
  milliseconds,
  retryDelay,
  shareOf,
  type Clock,
  type Entropy,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import { isNodeError } from '@holdover/nodejs';
import { openSealedDatabase, type SealedDatabase } from '@holdover/sealed-store';
import { Kysely, type Dialect } from 'kysely';
import { NO_NEIGHBOURS, type Announcements } from './announcements.ts';
import type { Database, Engine } from './database.ts';
import { migrate } from './migrate.ts';
import { createPostgresAnnouncements } from './postgres-announcements.ts';
import { createPostgresDialect } from './postgres-dialect.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';
import type { Tables } from './tables.ts';

/** PostgreSQL, one encrypted file, or whatever opens an engine of its kind. */
export type DatabaseLocation =
  | { readonly url: string }
  | { readonly file: string; readonly key: Uint8Array }
  | { open(): SealedDatabase };

export interface DatabaseOptions {
  readonly location: DatabaseLocation;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Collisions last as long as the other transaction: milliseconds. Ten tries span about two seconds. */
const COLLISION: RetrySchedule = { first: milliseconds(5), most: milliseconds(500), factor: 2 };
const TRIES = 10;

/** Serialization failure and deadlock: PostgreSQL rolled this one back so that the other could go on. */
const COLLIDED: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * Opens and migrates.
 * @throws Fault `database-newer` when a newer program has written to it; those of openSealedDatabase
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { engine, dialect, announcements } = engineOf(options);
  const queries = new Kysely<Tables>({ dialect });
  try {
    await migrate(queries, engine);
  } catch (error) {
    await queries.destroy();
    throw error;
  }
  return {
    engine,
    queries,
    read: (work) => {
      const transaction = queries.transaction().setAccessMode('read only');
      return (engine === 'postgres' ? transaction.setIsolationLevel('repeatable read') : transaction).execute(work);
    },
    transact: (work) => again(() => queries.transaction().execute(work), options),
    announcements,
    close: async () => {
      await announcements.close();
      await queries.destroy();
    },
  };
}

function engineOf({ location, ...ports }: DatabaseOptions): {
  readonly engine: Engine;
  readonly dialect: Dialect;
  readonly announcements: Announcements;
} {
  if ('url' in location) {
    const { url } = location;
    const announcements = createPostgresAnnouncements({ url, ...ports });
    return { engine: 'postgres', dialect: createPostgresDialect({ url, logger: ports.logger }), announcements };
  }
  const open = () => withCache('open' in location ? location.open() : openSealedDatabase(location));
  return { engine: 'sqlite', dialect: createSqliteDialect(open), announcements: NO_NEIGHBOURS };
}

/** Pages of 4 KiB that stay decrypted: the indexes that lists of 100,000 users walk, and then some. */
const CACHE_KIB = 65_536;
/** 32 MiB of changes are gathered: indexes that change everywhere are written to the file once for many changes, not for each. */
const CHECKPOINT_PAGES = 8_192;

function withCache(database: SealedDatabase): SealedDatabase {
  database.pragma(`cache_size = -${CACHE_KIB}`);
  database.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  return database;
}

async function again<T>(
  once: () => Promise<T>,
  { clock, entropy }: Pick<DatabaseOptions, 'clock' | 'entropy'>,
): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (attempt + 1 >= TRIES || !isNodeError(error) || !COLLIDED.has(error.code ?? '')) throw error;
      const delay = retryDelay(COLLISION, attempt, shareOf(entropy.bytes(3)));
      await new Promise<void>((resolve) => {
        clock.after(delay, resolve);
      });
    }
  }
}
