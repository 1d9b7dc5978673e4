import { instant, type ActivityId, type Instant } from '@holdover/kernel';
import { scanUpload, type ScanUpload } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import { migrate, type Migration } from '../store/migrate.ts';

const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
      CREATE TABLE outbox_scan (
        activity_id TEXT    PRIMARY KEY,
        upload      TEXT    NOT NULL,
        bytes       INTEGER NOT NULL,
        held_at     INTEGER NOT NULL
      ) STRICT;
    `,
  },
];

/** Beside the spool, tables of their own. */
export function prepareOutbox(database: SealedDatabase): void {
  migrate(database, 'outbox', MIGRATIONS);
}

/** A scan that waits for the server. */
export interface OutboxScan {
  readonly upload: ScanUpload;
  readonly bytes: number;
  readonly heldAt: Instant;
}

/** The rows of the outbox. Every change is durable when the call returns. */
export interface OutboxStore {
  /** Oldest first. @throws what the schema says of a row that this program did not write */
  all(): readonly OutboxScan[];
  insert(scan: OutboxScan): void;
  remove(id: ActivityId): void;
}

export function createOutboxStore(database: SealedDatabase): OutboxStore {
  const select = database.prepare<[], { activity_id: string; upload: string; bytes: number; held_at: number }>(
    'SELECT * FROM outbox_scan ORDER BY held_at, activity_id',
  );
  const insert = database.prepare<[string, string, number, number]>(
    'INSERT INTO outbox_scan (activity_id, upload, bytes, held_at) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare<[string]>('DELETE FROM outbox_scan WHERE activity_id = ?');
  return {
    all: () =>
      select.all().map((row) => {
        const upload = scanUpload.parse(JSON.parse(row.upload));
        return { upload, bytes: row.bytes, heldAt: instant(row.held_at) };
      }),
    insert: ({ upload, bytes, heldAt }) => void insert.run(upload.activityId, JSON.stringify(upload), bytes, heldAt),
    remove: (id) => void remove.run(id),
  };
}
