import { explainsPages, unexplainedPages, type AcceptedRecord, type RecordOf } from '@holdover/journal';
import { instant, makeId } from '@holdover/kernel';
import type { SessionStore } from '../sessions/session-store.ts';
import type { BookingBatch } from './book-records.ts';
import { createSqlCounterStore } from './counter-store-sql.ts';

type Batch = BookingBatch & { readonly sessions: SessionStore };

/** F7: whatever becomes of the record in the books, pages that a record speaks of are explained by it. */
export async function explainPages(
  { queries, terminal, sessions }: Batch,
  { impressions, toReview, activityId }: RecordOf<'activity-end'>,
): Promise<void> {
  const activity = await sessions.activity(activityId);
  if (!explainsPages(activity?.kind)) return;
  const store = createSqlCounterStore(queries);
  await store.explain(terminal.id, impressions, ...(toReview ? [activityId] : []));
}

/** F7: books what the device counted beyond what records say, once, as nobody's. */
export async function bookCounters(
  batch: Batch,
  record: RecordOf<'counters'>,
  { hash }: Pick<AcceptedRecord, 'hash'>,
): Promise<void> {
  const { queries, terminal, touched, review, at } = batch;
  const store = createSqlCounterStore(queries);
  const known = await store.read(terminal.id);
  const { base, unexplained, fewer } = unexplainedPages(known?.base ?? null, record.printer);
  if (base !== null && base !== known?.base) await store.put(terminal.id, base, at);
  if (fewer > 0) {
    const detail = `The device counted ${fewer} pages fewer than its records say`;
    await review({ kind: 'fewer-counted', hash, record, booked: true, detail });
  }
  if (unexplained === 0) return;
  const id = makeId('activity', at, batch.entropy);
  const { mode, time } = record;
  const uncertainId = known?.uncertainId ?? null;
  await batch.sessions.bookUnexplained({
    id,
    terminalId: terminal.id,
    deviceId: terminal.deviceId,
    mode,
    at: instant(time.trusted),
    impressions: unexplained,
    uncertainId,
  });
  touched.recorded.add(id);
  if (uncertainId !== null) return;
  const detail = `${unexplained} pages that no record explains`;
  touched.alerts.push({ kind: 'unexplained-pages', terminal, detail });
}
