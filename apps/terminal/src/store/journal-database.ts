import type { SealedDatabase } from '@holdover/sealed-store';
import { migrate, type Migration } from './migrate.ts';

/**
 * An append writes one page: each record stands in one table without an index over what every record has.
 * `begins` and `subject` name what a record begins or ends; `open_since` is the oldest beginning without an end as of the record.
 * Records of an epoch follow each other without a gap, so `epoch_start.before` + sequence is the position.
 */
const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE journal_record (
        position        INTEGER PRIMARY KEY,
        epoch           TEXT    NOT NULL,
        sequence        INTEGER NOT NULL,
        text            TEXT    NOT NULL,
        refusal         INTEGER NOT NULL CHECK (refusal IN (0, 1)),
        begins          TEXT    CHECK (begins IN ('session', 'activity')),
        subject         TEXT,
        open_since      INTEGER,
        acknowledged_at INTEGER
      ) STRICT;
      CREATE INDEX journal_record_acknowledged ON journal_record (acknowledged_at) WHERE acknowledged_at IS NOT NULL;
      CREATE TABLE epoch_start (
        epoch  TEXT    PRIMARY KEY,
        before INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
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
