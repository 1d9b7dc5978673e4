import type { SealedDatabase } from '@holdover/sealed-store';
import { migrate, type Migration } from './migrate.ts';

const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE journal_record (
        position        INTEGER PRIMARY KEY AUTOINCREMENT,
        epoch           TEXT    NOT NULL,
        sequence        INTEGER NOT NULL,
        text            TEXT    NOT NULL,
        refusal         INTEGER NOT NULL CHECK (refusal IN (0, 1)),
        acknowledged_at INTEGER,
        UNIQUE (epoch, sequence)
      ) STRICT;
      CREATE INDEX journal_record_waiting ON journal_record (position, refusal) WHERE acknowledged_at IS NULL;
      CREATE INDEX journal_record_acknowledged ON journal_record (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
      CREATE TABLE journal_open (
        id       TEXT    PRIMARY KEY,
        kind     TEXT    NOT NULL CHECK (kind IN ('session', 'activity')),
        position INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE durable_value (
        name TEXT PRIMARY KEY,
        json TEXT NOT NULL
      ) STRICT;
      CREATE TABLE denied (
        id TEXT PRIMARY KEY
      ) STRICT;
    `,
  },
];

/** Journal, throttle, trusted time and what is known of the server: what a wipe of the cache never touches (A5). */
export function prepareJournalDatabase(database: SealedDatabase): void {
  migrate(database, 'journal', MIGRATIONS);
}
