import type { SealedDatabase } from '@holdover/sealed-store';
import { migrate, type Migration } from '../store/migrate.ts';

/**
 * `number` is the job-id of IPP; AUTOINCREMENT, so that none is given twice.
 * `template` is the job attributes group in its IPP encoding. `aged` is how long it was held while retention ran, in ms.
 * `activity_id` and `released_as` are set from before the first byte goes to the printer until the outcome is
 * in the journal; `printed` is set before that.
 */
const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE spool_job (
        number          INTEGER PRIMARY KEY AUTOINCREMENT,
        id              TEXT    NOT NULL UNIQUE,
        state           TEXT    NOT NULL CHECK (state IN ('incoming', 'held')),
        owner_name      TEXT    NOT NULL,
        user_id         TEXT,
        name            TEXT    NOT NULL,
        created_at      INTEGER NOT NULL,
        template        BLOB    NOT NULL,
        format          TEXT,
        document_name   TEXT,
        bytes           INTEGER NOT NULL DEFAULT 0,
        pages           INTEGER,
        color           INTEGER CHECK (color IN (0, 1)),
        aged            INTEGER NOT NULL DEFAULT 0,
        activity_id     TEXT,
        released_as     TEXT,
        printed         INTEGER NOT NULL DEFAULT 0 CHECK (printed IN (0, 1))
      ) STRICT;
      CREATE INDEX spool_job_user ON spool_job (user_id);
    `,
  },
  {
    version: 2,
    sql: `
      CREATE TABLE queue_certificate (
        certificate TEXT    NOT NULL,
        private_key TEXT    NOT NULL,
        ends_at     INTEGER NOT NULL
      ) STRICT;
    `,
  },
  // Held jobs are looked up in memory; with an index more every job cost a page more.
  { version: 3, sql: 'DROP INDEX spool_job_user' },
];

/** Metadata of held jobs, a file of its own. */
export function prepareSpoolDatabase(database: SealedDatabase): void {
  migrate(database, 'spool', MIGRATIONS);
}
