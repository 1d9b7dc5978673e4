import { instant } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { contains, readPage, type Page } from '../../database/page.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { ALIVE_WITHIN } from './outage.ts';
import type { NamedOutage, OutageQuestion, OutageStore } from './outage-store.ts';

export function createSqlOutageStore(queries: Queries): OutageStore {
  return {
    add: async (outage) => {
      await queries
        .insertInto('outage')
        .values(outage)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    page: (question) => pageOf(queries, question),
    forgetDevice: async (id) => {
      await queries.deleteFrom('outage').where('deviceId', '=', id).execute();
    },
    forgetBefore: async (at) => {
      await queries.deleteFrom('outage').where('endedAt', '<', at).execute();
    },
  };
}

/** A cursor says which of the two lists it goes on in; with nothing behind it, the list is read from its beginning. */
const LASTING = 'lasting.';
const ENDED = 'ended.';

async function pageOf(queries: Queries, question: OutageQuestion): Promise<Page<NamedOutage>> {
  const { cursor = LASTING, limit } = question;
  if (cursor.startsWith(ENDED)) return endedPage(queries, question, cursor);
  if (!cursor.startsWith(LASTING))
    throw new ProblemFault('invalid-query', [{ pointer: '?cursor', code: 'not-of-this-list' }]);
  const lasting = await lastingPage(queries, question, cursor);
  const rest = limit - lasting.items.length;
  if (lasting.nextCursor !== null) return lasting;
  // One at least, so as to know whether there is a next page.
  const ended = await endedPage(queries, { ...question, limit: Math.max(rest, 1) }, ENDED);
  if (rest > 0) return { items: [...lasting.items, ...ended.items], nextCursor: ended.nextCursor };
  return { items: lasting.items, nextCursor: ended.items.length > 0 ? ENDED : null };
}

async function lastingPage(
  queries: Queries,
  { q, deviceId, until, limit, now }: OutageQuestion,
  cursor: string,
): Promise<Page<NamedOutage>> {
  let query = queries
    .selectFrom('terminal')
    .innerJoin('device', 'device.id', 'terminal.deviceId')
    .select(['terminal.id as terminalId', 'device.id as deviceId', 'device.name as deviceName'])
    .select('terminal.lastContactAt')
    .where('terminal.revokedAt', 'is', null)
    .where('terminal.linkedTo', 'is', null)
    .where('device.active', '=', 1)
    .where('terminal.lastContactAt', '<', instant(now - ALIVE_WITHIN));
  if (q !== undefined && q !== '') query = query.where(contains('device.nameKey', q));
  if (deviceId !== undefined) query = query.where('device.id', '=', deviceId);
  if (until !== undefined) query = query.where('terminal.lastContactAt', '<', until);
  const page = await readPage(
    query,
    { limit, cursor: behind(cursor, LASTING) },
    { sorts: { startedAt: 'terminal.lastContactAt' }, standard: 'startedAt', id: 'terminal.id' },
  );
  const items = page.items.map(({ lastContactAt, ...outage }) => ({
    ...outage,
    startedAt: lastContactAt ?? now,
    endedAt: null,
  }));
  return { items, nextCursor: page.nextCursor === null ? null : LASTING + page.nextCursor };
}

async function endedPage(
  queries: Queries,
  { q, deviceId, from, until, limit }: OutageQuestion,
  cursor: string,
): Promise<Page<NamedOutage>> {
  let query = queries
    .selectFrom('outage')
    .innerJoin('device', 'device.id', 'outage.deviceId')
    .selectAll('outage')
    .select('device.name as deviceName');
  if (q !== undefined && q !== '') query = query.where(contains('device.nameKey', q));
  if (deviceId !== undefined) query = query.where('outage.deviceId', '=', deviceId);
  if (from !== undefined) query = query.where('outage.endedAt', '>', from);
  if (until !== undefined) query = query.where('outage.startedAt', '<', until);
  const page = await readPage(
    query,
    { limit, cursor: behind(cursor, ENDED) },
    { sorts: { endedAt: 'outage.endedAt' }, standard: '-endedAt', id: 'outage.terminalId' },
  );
  return { items: page.items, nextCursor: page.nextCursor === null ? null : ENDED + page.nextCursor };
}

const behind = (cursor: string, list: string): string | undefined => cursor.slice(list.length) || undefined;
