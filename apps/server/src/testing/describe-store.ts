import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { present } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { scratchFolder, startPostgres, type Postgres } from '@holdover/testbed/peers';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import type { Database, Engine } from '../database/database.ts';
import { openDatabase, type DatabaseOptions } from '../database/open-database.ts';

type DatabaseLocation = DatabaseOptions['location'];

/** An empty, migrated database of one test. */
export type OpenDatabase = () => Promise<Database>;

/** Initdb and first start of PostgreSQL on a busy machine. */
const START_MILLISECONDS = 60_000;

/** The contract of a store, shown on encrypted SQLite and on a real PostgreSQL. */
export function describeStore(name: string, suite: (open: OpenDatabase) => void): void {
  describe(`${name} on sqlite`, () => {
    const place = sqlitePlace();
    const opened: Database[] = [];
    beforeAll(() => place.prepare());
    afterEach(async () => {
      for (const database of opened.splice(0)) await database.close();
    });
    afterAll(() => place.remove());
    suite(async () => {
      const database = await openAt(await place.next());
      opened.push(database);
      return database;
    });
  });

  describe(`${name} on postgres`, () => {
    beforeAll(async () => {
      await postgresPlace().prepare();
      shared ??= openShared();
      await shared;
    }, START_MILLISECONDS);
    suite(async () => {
      const database = await openedShared();
      await empty(database);
      return database;
    });
  });
}

export function openAt(location: DatabaseLocation): Promise<Database> {
  return openDatabase({
    location,
    clock: createSystemClock(),
    entropy: createSeededEntropy('describe-store'),
    logger: createMemoryLogger(),
  });
}

/** Emptied between tests: cheaper on PostgreSQL than another database. */
let shared: Promise<Database> | undefined;
let sharedUrl = '';
const openedShared = async (): Promise<Database> => present(await shared, 'shared database');

async function openShared(): Promise<Database> {
  const location = await postgresPlace().next();
  sharedUrl = location.url;
  return openAt(location);
}

async function empty({ queries }: Database): Promise<void> {
  const names = (await queries.introspection.getTables()).map(({ name }) => name);
  const deletions = names.filter((name) => name !== 'schemaVersion').map((name) => `delete from "${name}"`);
  // Replicas check no foreign keys, so that the order does not matter.
  await command(sharedUrl, ['set session_replication_role = replica', ...deletions].join(';'));
}

/** Where databases of one engine can be made. */
export interface Place {
  readonly engine: Engine;
  prepare(): Promise<void>;
  /** A location without a database. */
  next(): Promise<DatabaseLocation>;
  remove(): Promise<void>;
}

const KEY = new Uint8Array(32).fill(7);

export function sqlitePlace(): Place {
  let folder = '';
  let count = 0;
  return {
    engine: 'sqlite',
    prepare: async () => {
      folder = await mkdtemp(join(tmpdir(), 'holdover-store-'));
    },
    next: () => Promise.resolve({ file: join(folder, `${++count}.db`), key: KEY }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** One server for all places of a file that are in use at the same time or after one another. */
let server: Promise<Postgres> | undefined;
let schemas = 0;
const scratch = scratchFolder('postgres');

interface PostgresPlace extends Place {
  next(): Promise<{ readonly url: string }>;
}

export function postgresPlace(): PostgresPlace {
  return {
    engine: 'postgres',
    prepare: async () => {
      server ??= startFast();
      await server;
    },
    next: async () => {
      const url = (await server)?.url ?? '';
      const schema = `test_${++schemas}`;
      await command(url, `create schema ${schema}`);
      return { url: `${url}&options=${encodeURIComponent(`-c search_path=${schema}`)}` };
    },
    remove: () => Promise.resolve(),
  };
}

/** What a test wrote need not survive a power cut. */
async function startFast(): Promise<Postgres> {
  const started = await startPostgres(scratch.path);
  await command(started.url, 'alter system set fsync = off');
  await command(started.url, 'select pg_reload_conf()');
  return started;
}

async function command(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(text);
  await client.end();
}

afterAll(async () => {
  await (await shared)?.close();
  await (await server)?.stop();
  scratch.remove();
}, START_MILLISECONDS);
