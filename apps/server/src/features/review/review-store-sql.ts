import type { ReviewKind } from '@holdover/api';
import { Fault } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import type { ReviewStore, ShownReviewItem } from './review-store.ts';

const BY_ITSELF = { decision: 'book', note: '', decidedBy: null } as const;

export function createSqlReviewStore(queries: Queries): ReviewStore {
  return {
    ...createReader(queries),
    add: async ({ booked, ...item }) => {
      await queries
        .insertInto('reviewItem')
        .values({ ...item, booked: bit(booked), decision: null, note: null, decidedBy: null, decidedAt: null })
        .execute();
    },
    hasOpen: async (terminalId, kind, epoch) => {
      const open = openOf(queries, kind).where('terminalId', '=', terminalId).where('epoch', '=', epoch);
      return (await open.limit(1).executeTakeFirst()) !== undefined;
    },
    isKnown: async (terminalId, kind, hash) => {
      const about = queries.selectFrom('reviewItem').select('id').where('terminalId', '=', terminalId);
      const known = about.where('kind', '=', kind).where('hash', '=', hash).limit(1);
      return (await known.executeTakeFirst()) !== undefined;
    },
    closeGaps: async (terminalId, hashes, decidedAt) => {
      if (hashes.length === 0) return [];
      const closed = await queries
        .updateTable('reviewItem')
        .set({ ...BY_ITSELF, decidedAt })
        .where('terminalId', '=', terminalId)
        .where('kind', '=', 'gap')
        .where('decision', 'is', null)
        .where('booked', '=', 1)
        .where('follows', 'in', hashes)
        .returning('id')
        .execute();
      return closed.map(({ id }) => id);
    },
    decide: async (id, { booked, ...decision }) => {
      const columns = { ...decision, booked: bit(booked) };
      const update = queries.updateTable('reviewItem').set(columns).where('id', '=', id).where('decision', 'is', null);
      if ((await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n) return;
      throw new Fault({ owner: 'ours', code: 'invariant-broken', message: `Item ${id} is not open` });
    },
  };
}

function createReader(queries: Queries): Pick<ReviewStore, 'read' | 'readAll' | 'countOpen' | 'page' | 'endsWithout'> {
  return {
    endsWithout: async (deviceId, beginning) => {
      const rows = await itemRows(queries)
        .where('reviewItem.kind', '=', 'gap')
        .where('decision', 'is', null)
        .where('booked', '=', 0)
        .where('reviewItem.deviceId', '=', deviceId)
        .where((eb) => eb.or([eb('sessionId', '=', beginning as never), eb('activityId', '=', beginning as never)])) // one of the two
        .execute();
      return shown(queries, rows);
    },
    read: async (id) => {
      const rows = await itemRows(queries).where('reviewItem.id', '=', id).execute();
      return (await shown(queries, rows))[0];
    },
    readAll: async (ids) => {
      if (ids.length === 0) return [];
      return shown(queries, await itemRows(queries).where('reviewItem.id', 'in', ids).execute());
    },
    countOpen: async () => {
      const rows = await queries
        .selectFrom('reviewItem')
        .select(({ fn }) => ['kind', fn.countAll<number>().as('count')])
        .where('decision', 'is', null)
        .groupBy('kind')
        .execute();
      return rows.map(({ kind, count }) => ({ kind: kind as ReviewKind, count: Number(count) })); // written by `add`
    },
    page: async ({ q, state, kind, deviceId, ...question }) => {
      let query = itemRows(queries);
      if (state !== 'all') query = query.where('decision', state === 'open' ? 'is' : 'is not', null);
      if (kind !== undefined) query = query.where('reviewItem.kind', '=', kind);
      if (deviceId !== undefined) query = query.where('reviewItem.deviceId', '=', deviceId);
      if (q !== undefined && q !== '') query = query.where(contains('detail', q));
      const page = await readPage(query, question, {
        sorts: { raisedAt: 'reviewItem.raisedAt' },
        standard: '-raisedAt',
        id: 'reviewItem.id',
      });
      return { ...page, items: await shown(queries, page.items) };
    },
  };
}

const openOf = (queries: Queries, kind: ReviewKind) =>
  queries.selectFrom('reviewItem').select('id').where('kind', '=', kind).where('decision', 'is', null);

const itemRows = (queries: Queries) =>
  queries
    .selectFrom('reviewItem')
    .leftJoin('device', 'device.id', 'reviewItem.deviceId')
    .selectAll('reviewItem')
    .select('device.name as deviceName');

type Row = Selectable<Tables['reviewItem']> & { deviceName: string | null };

async function shown(queries: Queries, rows: readonly Row[]): Promise<ShownReviewItem[]> {
  const texts = await textsOf(queries, rows);
  return rows.map(({ booked, kind, decision, note, decidedBy, decidedAt, ...row }) => ({
    ...row,
    kind: kind as ReviewKind, // written by `add`
    booked: booked === 1,
    text: row.hash === null ? null : (texts.get(row.hash) ?? null),
    decision: decision === null || decidedAt === null ? null : { decision, note: note ?? '', decidedBy, decidedAt },
  }));
}

/** Wherever a text is kept; equal hashes are equal texts. */
async function textsOf(queries: Queries, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const hashes = rows.flatMap(({ hash }) => hash ?? []);
  if (hashes.length === 0) return new Map();
  const terminals = [...new Set(rows.map(({ terminalId }) => terminalId))];
  const of = (table: 'journalRecord' | 'journalConflict' | 'journalUnreadable') =>
    queries
      .selectFrom(table)
      .select(['hash', 'text'])
      .where('terminalId', 'in', terminals)
      .where('hash', 'in', hashes)
      .execute();
  const unreadable = await of('journalUnreadable');
  const records = [...(await of('journalConflict')), ...(await of('journalRecord'))];
  return new Map([
    ...unreadable.map(({ hash, text }): [string, string] => [hash, String(JSON.parse(text))]),
    ...records.map(({ hash, text }): [string, string] => [hash, text]),
  ]);
}
