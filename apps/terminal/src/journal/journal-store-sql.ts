import { present, type EpochId } from '@holdover/kernel';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { JournalStore, NewRecord, OpenChange, StoredRecord, WaitingCounts } from './journal-store.ts';

const COLUMNS = 'position, epoch, sequence, text';

export function createSqlJournalStore(database: SealedDatabase): JournalStore {
  const insert = database.prepare<[EpochId, number, string, number]>(
    'INSERT INTO journal_record (epoch, sequence, text, refusal) VALUES (?, ?, ?, ?)',
  );
  const open = database.prepare<[string, string, number]>(
    'INSERT INTO journal_open (id, kind, position) VALUES (?, ?, ?)',
  );
  const ended = database.prepare<[string]>('DELETE FROM journal_open WHERE id = ?');
  const select = <P extends unknown[]>(rest: string) =>
    database.prepare<P, StoredRecord>(`SELECT ${COLUMNS} FROM journal_record ${rest}`);
  const last = select<[]>('ORDER BY position DESC LIMIT 1');
  const at = select<[EpochId, number]>('WHERE epoch = ? AND sequence = ?');
  const waiting = select<[number]>('WHERE acknowledged_at IS NULL ORDER BY position LIMIT ?');
  const kept = select<[number, number]>('WHERE position > ? ORDER BY position LIMIT ?');
  const begun = select<[string]>(
    'WHERE position IN (SELECT position FROM journal_open WHERE kind = ?) ORDER BY position',
  );
  const count = database.prepare<[], WaitingCounts>(
    `SELECT count(*) FILTER (WHERE refusal = 1) AS refusals, count(*) FILTER (WHERE refusal = 0) AS others
       FROM journal_record WHERE acknowledged_at IS NULL`,
  );
  const acknowledge = database.prepare<[number, EpochId, number]>(
    'UPDATE journal_record SET acknowledged_at = ? WHERE epoch = ? AND sequence <= ? AND acknowledged_at IS NULL',
  );
  const drop = database.prepare<[number]>(
    `DELETE FROM journal_record WHERE acknowledged_at < ?
        AND position < (SELECT max(position) FROM journal_record)
        AND position NOT IN (SELECT position FROM journal_open)`,
  );

  return {
    append: database.transaction((record: NewRecord, change: OpenChange): void => {
      const { lastInsertRowid } = insert.run(record.epoch, record.sequence, record.text, record.isRefusal ? 1 : 0);
      if (change === undefined) return;
      if ('open' in change) open.run(change.id, change.open, Number(lastInsertRowid));
      else ended.run(change.ended);
    }),
    last: () => last.get(),
    at: (epoch, sequence) => at.get(epoch, sequence),
    waiting: (most) => waiting.all(most),
    kept: (after, most) => kept.all(after, most),
    countWaiting: () => present(count.get(), 'counts'),
    open: (kind) => begun.all(kind),
    acknowledge: (epoch, upTo, when) => void acknowledge.run(when, epoch, upTo),
    dropAcknowledgedBefore: (when) => void drop.run(when),
  };
}
