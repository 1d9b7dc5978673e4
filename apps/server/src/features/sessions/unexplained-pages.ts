import type { ActivityId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { bit } from '../../database/tables.ts';
import { createSqlCounterStore } from '../journal-intake/counter-store-sql.ts';
import type { UnexplainedPages } from './session-store.ts';

/** F7: nobody's print, by what the device counted. */
export async function bookUnexplained(queries: Queries, { at, ...pages }: UnexplainedPages): Promise<void> {
  const nobodys = { sessionId: null, userId: null, kind: 'print', pages: null, copies: 1, sides: 'one-sided' } as const;
  const counted = {
    color: bit(false),
    startedAt: at,
    endedAt: at,
    outcome: 'completed',
    sheets: null,
    source: 'device',
  };
  await queries
    .insertInto('activity')
    .values({ ...nobodys, ...counted, ...pages })
    .execute();
}

/** F7e: what the device counted stays, so that as many fewer are unexplained beside it, now or at the next comparison. */
export async function correctImpressions(queries: Queries, id: ActivityId, impressions: number): Promise<void> {
  const activities = queries.selectFrom('activity').select(['id', 'impressions']);
  const before = await activities.where('id', '=', id).executeTakeFirst();
  if (before === undefined) return;
  await queries.updateTable('activity').set({ impressions }).where('id', '=', id).execute();
  const more = impressions - before.impressions;
  await createSqlCounterStore(queries).decided(id, more);
  for (const beside of await activities.where('uncertainId', '=', id).execute()) {
    const left = beside.impressions - more;
    await queries
      .updateTable('activity')
      .set(left > 0 ? { impressions: left } : { discarded: 1 })
      .where('id', '=', beside.id)
      .execute();
  }
}
