import {
  decodeRecord,
  recordKey,
  type EpochHead,
  type FactsNeeded,
  type KnownChain,
  type RecordPlace,
  type UploadedRecord,
} from '@holdover/journal';
import type { EpochId, TerminalId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { bit } from '../../database/tables.ts';
import type { JournalStore } from './journal-store.ts';

export function createSqlJournalStore(queries: Queries): JournalStore {
  return {
    lock: async (terminalId) => {
      await queries
        .updateTable('terminal')
        .set((eb) => ({ journalBacklog: eb.ref('journalBacklog') }))
        .where('id', '=', terminalId)
        .execute();
    },
    known: (terminalId, facts) => readKnown(queries, terminalId, facts),
    hasTaken: async (terminalId, { epoch, upTo, hash }) => {
      const of = (table: 'journalRecord' | 'journalConflict') =>
        queries
          .selectFrom(table)
          .select('hash')
          .where('terminalId', '=', terminalId)
          .where('epoch', '=', epoch)
          .where('sequence', '=', upTo)
          .where('hash', '=', hash)
          .executeTakeFirst();
      return ((await of('journalRecord')) ?? (await of('journalConflict'))) !== undefined;
    },
    flagged: async (terminalId, epoch, kind) => {
      const query = queries.selectFrom('journalRecord').select('text').where('terminalId', '=', terminalId);
      const rows = await query.where('epoch', '=', epoch).where('review', '=', kind).execute();
      return rows.flatMap(({ text }) => {
        const decoded = decodeRecord(text);
        return decoded.ok ? [decoded.record] : [];
      });
    },
    ...createKeeper(queries),
  };
}

function createKeeper(
  queries: Queries,
): Pick<JournalStore, 'append' | 'keepConflicting' | 'keepUnreadable' | 'putHeads'> {
  return {
    append: async (records, at) => {
      if (records.length === 0) return;
      const rows = records.map((accepted) => ({
        ...placed(accepted),
        continues: accepted.record.type === 'epoch-begin' ? accepted.record.continues : null,
        type: accepted.record.type,
        review: accepted.review,
        receivedAt: at,
      }));
      await queries.insertInto('journalRecord').values(rows).execute();
    },
    keepConflicting: async (records, at) => {
      if (records.length === 0) return;
      const rows = records.map((record) => ({ ...placed(record), receivedAt: at }));
      const insert = queries.insertInto('journalConflict').values(rows);
      await insert.onConflict((conflict) => conflict.doNothing()).execute();
    },
    keepUnreadable: async (terminalId, texts, receivedAt) => {
      if (texts.length === 0) return new Set();
      const rows = texts.map(({ hash, problem, text }) => ({
        terminalId,
        hash,
        problem,
        text: JSON.stringify(text),
        receivedAt,
      }));
      const insert = queries.insertInto('journalUnreadable').values(rows);
      const kept = await insert
        .onConflict((conflict) => conflict.doNothing())
        .returning('hash')
        .execute();
      return new Set(kept.map(({ hash }) => hash));
    },
    putHeads: async (terminalId, heads) => {
      for (const { epoch, upTo, hash, forked } of heads) {
        const columns = { upTo, hash, forked: bit(forked) };
        await queries
          .insertInto('journalEpoch')
          .values({ terminalId, epoch, ...columns })
          .onConflict((conflict) => conflict.columns(['terminalId', 'epoch']).doUpdateSet(columns))
          .execute();
      }
    },
  };
}

async function readKnown(
  queries: Queries,
  terminalId: TerminalId,
  { epochs, places, followed, begins }: FactsNeeded,
): Promise<KnownChain> {
  const rows = [
    ...(await recordsAt(queries, terminalId, places)),
    ...(await recordsHashed(queries, terminalId, followed)),
  ];
  const touched = [...new Set([...epochs, ...rows.map(({ epoch }) => epoch)])];
  const heads = await headsOf(queries, terminalId, touched);
  return {
    begun: begins && (await hasBegun(queries, terminalId)),
    heads: new Map(heads.map((head) => [head.epoch, head])),
    hashes: new Map(rows.map(({ epoch, sequence, hash }) => [recordKey(epoch, sequence), hash])),
    places: new Map(rows.map(({ epoch, sequence, hash }) => [hash, { epoch, sequence }])),
    continuedBy: await continuations(queries, terminalId, [...followed, ...rows.map(({ hash }) => hash)]),
    kept: await keptTexts(queries, followed),
  };
}

function placed({ record: { terminalId, epoch, sequence }, hash, text }: UploadedRecord) {
  return { terminalId, epoch, sequence, hash, text };
}

const RECORD = ['epoch', 'sequence', 'hash'] as const;

/** Places of one batch lie close together: one range for each epoch. */
async function recordsAt(queries: Queries, terminalId: TerminalId, places: readonly RecordPlace[]) {
  const ranges = new Map<EpochId, { from: number; to: number }>();
  for (const { epoch, sequence } of places) {
    const { from, to } = ranges.get(epoch) ?? { from: sequence, to: sequence };
    ranges.set(epoch, { from: Math.min(from, sequence), to: Math.max(to, sequence) });
  }
  const found = [];
  for (const [epoch, { from, to }] of ranges) {
    const query = queries.selectFrom('journalRecord').select(RECORD).where('terminalId', '=', terminalId);
    found.push(
      ...(await query.where('epoch', '=', epoch).where('sequence', '>=', from).where('sequence', '<=', to).execute()),
    );
  }
  return found;
}

async function recordsHashed(queries: Queries, terminalId: TerminalId, hashes: readonly string[]) {
  if (hashes.length === 0) return [];
  const query = queries.selectFrom('journalRecord').select(RECORD).where('terminalId', '=', terminalId);
  return query.where('hash', 'in', hashes).execute();
}

async function headsOf(queries: Queries, terminalId: TerminalId, epochs: readonly EpochId[]): Promise<EpochHead[]> {
  if (epochs.length === 0) return [];
  const query = queries.selectFrom('journalEpoch').selectAll().where('terminalId', '=', terminalId);
  const rows = await query.where('epoch', 'in', epochs).execute();
  return rows.map(({ epoch, upTo, hash, forked }) => ({ epoch, upTo, hash, forked: forked === 1 }));
}

/** Asked once in a journal's life, and whenever another one claims to be its beginning. */
async function hasBegun(queries: Queries, terminalId: TerminalId): Promise<boolean> {
  const first = await queries
    .selectFrom('journalEpoch')
    .innerJoin('journalRecord', (join) =>
      join
        .onRef('journalRecord.terminalId', '=', 'journalEpoch.terminalId')
        .onRef('journalRecord.epoch', '=', 'journalEpoch.epoch')
        .on('journalRecord.sequence', '=', 1),
    )
    .select('journalRecord.hash')
    .where('journalEpoch.terminalId', '=', terminalId)
    .where('journalRecord.type', '=', 'epoch-begin')
    .where('journalRecord.continues', 'is', null)
    .limit(1)
    .executeTakeFirst();
  return first !== undefined;
}

/** Whoever handed them in: a new identity hands in its earlier one's journal. */
async function keptTexts(queries: Queries, hashes: readonly string[]): Promise<KnownChain['kept']> {
  if (hashes.length === 0) return new Map();
  const of = (table: 'journalConflict' | 'journalUnreadable') =>
    queries.selectFrom(table).select('hash').where('hash', 'in', hashes).execute();
  const conflicting = await of('journalConflict');
  const unreadable = await of('journalUnreadable');
  return new Map([
    ...conflicting.map(({ hash }): [string, 'conflicting'] => [hash, 'conflicting']),
    ...unreadable.map(({ hash }): [string, 'unreadable'] => [hash, 'unreadable']),
  ]);
}

async function continuations(
  queries: Queries,
  terminalId: TerminalId,
  hashes: readonly string[],
): Promise<Map<string, EpochId>> {
  if (hashes.length === 0) return new Map();
  const query = queries.selectFrom('journalRecord').select(['epoch', 'continues']).where('terminalId', '=', terminalId);
  const rows = await query.where('continues', 'in', hashes).execute();
  return new Map(
    rows.flatMap(({ epoch, continues }): [string, EpochId][] => (continues === null ? [] : [[continues, epoch]])),
  );
}
