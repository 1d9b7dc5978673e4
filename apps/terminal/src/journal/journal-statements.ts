import type { EpochId } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { StoredRecord } from './journal-store.ts';

interface ChangeRow {
  position: number;
  begins: 'session' | 'activity' | null;
  subject: string;
}

export type JournalStatements = ReturnType<typeof prepareJournalStatements>;

/** Every statement of the journal, prepared once. */
export function prepareJournalStatements(database: SealedDatabase) {
  const select = <P extends unknown[]>(rest: string) =>
    database.prepare<P, StoredRecord>(`SELECT position, epoch, sequence, text FROM journal_record ${rest}`);
  return {
    insert: database.prepare<
      [number, EpochId, number, string, 0 | 1, 'session' | 'activity' | null, string | null, number | null]
    >(
      `INSERT INTO journal_record (position, epoch, sequence, text, refusal, begins, subject, open_since)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    startEpoch: database.prepare<[EpochId, number]>('INSERT INTO epoch_start (epoch, before) VALUES (?, ?)'),
    epochStart: database.prepare<[EpochId], { before: number }>('SELECT before FROM epoch_start WHERE epoch = ?'),
    last: select<[]>('ORDER BY position DESC LIMIT 1'),
    at: select<[EpochId, number, EpochId]>(
      'WHERE position = (SELECT before FROM epoch_start WHERE epoch = ?) + ? AND epoch = ?',
    ),
    waiting: select<[number, number]>('WHERE position >= ? AND acknowledged_at IS NULL ORDER BY position LIMIT ?'),
    kept: select<[number, number]>('WHERE position > ? ORDER BY position LIMIT ?'),
    /** What began or ended since the oldest beginning that was open at the end. */
    changes: database.prepare<[], ChangeRow>(
      `SELECT position, begins, subject FROM journal_record
        WHERE subject IS NOT NULL
          AND position >= (SELECT open_since FROM journal_record ORDER BY position DESC LIMIT 1)
        ORDER BY position`,
    ),
    countWaiting: database.prepare<[], { refusals: number; others: number; first: number | null }>(
      `SELECT count(*) FILTER (WHERE refusal = 1) AS refusals, count(*) FILTER (WHERE refusal = 0) AS others,
              min(position) AS first
         FROM journal_record WHERE acknowledged_at IS NULL`,
    ),
    acknowledge: database.prepare<[number, number, number, EpochId], { refusal: 0 | 1 }>(
      `UPDATE journal_record SET acknowledged_at = ?
        WHERE position > ? AND position <= ? AND epoch = ? AND acknowledged_at IS NULL RETURNING refusal`,
    ),
    acknowledgeOne: database.prepare<[number, number], { refusal: 0 | 1 }>(
      'UPDATE journal_record SET acknowledged_at = ? WHERE position = ? AND acknowledged_at IS NULL RETURNING refusal',
    ),
    shiftAcknowledged: database.prepare<[number]>(
      'UPDATE journal_record SET acknowledged_at = max(0, acknowledged_at + ?) WHERE acknowledged_at IS NOT NULL',
    ),
    drop: database.prepare<[number, number]>('DELETE FROM journal_record WHERE acknowledged_at < ? AND position < ?'),
    /** Of the epochs that began before the first record that is left, the latest is that record's own. */
    dropEpochs: database.prepare<[]>(
      `DELETE FROM epoch_start WHERE before <
         (SELECT max(before) FROM epoch_start WHERE before < (SELECT min(position) FROM journal_record))`,
    ),
  };
}
