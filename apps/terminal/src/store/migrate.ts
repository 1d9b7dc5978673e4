import { Fault } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';

/** One step of one part's tables. Never changed once released; a later need is a later step. */
export interface Migration {
  readonly version: number;
  readonly sql: string;
}

/**
 * Brings the tables of one part (`journal`, `spool`, `cache` …) of a database file to the newest version this program knows.
 * Invariant: versions count 1, 2, 3 …; each step and the note that it was done are one transaction.
 * @throws Fault `store-newer` when the file was written by a newer program: nothing is touched then
 */
export function migrate(database: SealedDatabase, part: string, migrations: readonly Migration[]): void {
  database.exec('CREATE TABLE IF NOT EXISTS schema_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT');
  const held = heldVersion(database, part);
  const known = migrations.length;
  if (held > known) {
    throw new Fault({
      owner: 'environment',
      code: 'store-newer',
      message: `The ${part} tables have version ${held}; this program knows ${known}`,
    });
  }
  const note = database.prepare<[string, number]>(
    'INSERT INTO schema_version (part, version) VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version',
  );
  for (const migration of migrations.slice(held)) {
    database.transaction(() => {
      database.exec(migration.sql);
      note.run(part, migration.version);
    })();
  }
}

function heldVersion(database: SealedDatabase, part: string): number {
  const row = database
    .prepare<[string], { version: number }>('SELECT version FROM schema_version WHERE part = ?')
    .get(part);
  return row?.version ?? 0;
}
