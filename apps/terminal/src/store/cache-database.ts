import type { SealedDatabase } from '@holdover/sealed-store';
import { migrate, type Migration } from './migrate.ts';

/**
 * A slot is one whole state as pulled. At most one is active; another may be on its way in beside it (A5).
 * `facts` holds hashing, device, settings and profile as JSON of the protocol's messages.
 */
const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE slot (
        id           INTEGER PRIMARY KEY AUTOINCREMENT,
        active       INTEGER NOT NULL CHECK (active IN (0, 1)),
        revision     INTEGER NOT NULL,
        generation   INTEGER NOT NULL,
        computed_at  INTEGER NOT NULL,
        confirmed_at INTEGER NOT NULL,
        cache_key    BLOB    NOT NULL,
        facts        TEXT    NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX slot_active ON slot (active) WHERE active = 1;
      CREATE TABLE cached_user (
        slot      INTEGER NOT NULL,
        id        TEXT    NOT NULL,
        user_name TEXT    NOT NULL,
        full_name TEXT    NOT NULL,
        language  TEXT,
        color     INTEGER NOT NULL CHECK (color IN (0, 1)),
        PRIMARY KEY (slot, id)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE cached_credential (
        slot         INTEGER NOT NULL,
        id           TEXT    NOT NULL,
        source       TEXT    NOT NULL CHECK (source IN ('sync', 'session')),
        user_id      TEXT    NOT NULL,
        method       TEXT    NOT NULL CHECK (method IN ('pin', 'card')),
        verifier     BLOB    NOT NULL,
        ends_at      INTEGER,
        confirmed_at INTEGER NOT NULL,
        used_at      INTEGER NOT NULL,
        PRIMARY KEY (slot, id, source)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cached_credential_verifier ON cached_credential (slot, method, verifier);
      CREATE INDEX cached_credential_user ON cached_credential (slot, user_id, source);
      CREATE INDEX cached_credential_session ON cached_credential (slot, user_id) WHERE source = 'session';
    `,
  },
  {
    version: 2,
    sql: `
      ALTER TABLE cached_user ADD COLUMN scan_to_me INTEGER NOT NULL DEFAULT 0 CHECK (scan_to_me IN (0, 1));
      UPDATE slot SET facts = json_set(facts,
        '$.device.language', 'en',
        '$.profile.cardTransformation', NULL,
        '$.profile.cardRegistration', json('false'),
        '$.profile.scanToUsb', json('false'),
        '$.profile.scanTargets', json('[]'));
    `,
  },
];

/** The credential cache, a file of its own: a wipe empties it and nothing else (A5). */
export function prepareCacheDatabase(database: SealedDatabase): void {
  migrate(database, 'cache', MIGRATIONS);
}
