import { Fault } from '@holdover/kernel';
import { sql, type Kysely, type Transaction } from 'kysely';
import { columnTypes, type Migration } from './migration.ts';
import type { Engine } from './database.ts';
import { MIGRATIONS } from './migrations/index.ts';
import type { Tables } from './tables.ts';

/** Any number of our own: whoever holds it migrates, others wait. */
const MIGRATION_LOCK = 5_290_117_401;

/**
 * Brings the database to the newest version, each step in a transaction of its own; a step that fails leaves the one before.
 * Invariant: versions are applied in order and once, whichever of several servers is first.
 * @throws Fault `database-newer`
 */
export async function migrate(
  database: Kysely<Tables>,
  engine: Engine,
  steps: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  for (;;) {
    const done = await database.transaction().execute((transaction) => applyNext(transaction, engine, steps));
    if (done) return;
  }
}

/** @returns whether nothing was left to do */
async function applyNext(
  transaction: Transaction<Tables>,
  engine: Engine,
  steps: readonly Migration[],
): Promise<boolean> {
  // SQLite's transaction began with the write lock.
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(transaction);
  await transaction.schema
    .createTable('schemaVersion')
    .ifNotExists()
    .addColumn('version', 'integer', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .execute();
  const newest = await transaction
    .selectFrom('schemaVersion')
    .select(({ fn }) => fn.max('version').as('version'))
    .executeTakeFirst();
  const version = newest?.version ?? 0;
  refuseNewer(version, steps);
  const next = steps[version];
  if (next === undefined) return true;
  await next.up(transaction.schema, columnTypes(engine), transaction);
  await transaction
    .insertInto('schemaVersion')
    .values({ version: version + 1, name: next.name })
    .execute();
  return false;
}

function refuseNewer(version: number, steps: readonly Migration[]): void {
  if (version <= steps.length) return;
  throw new Fault({
    owner: 'environment',
    code: 'database-newer',
    message: `The database has version ${version}; this program knows ${steps.length}. Use the program that wrote it, or a newer one`,
  });
}
