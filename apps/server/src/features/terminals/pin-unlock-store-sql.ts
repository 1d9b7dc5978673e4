import type { Queries } from '../../database/database.ts';
import type { PinUnlockStore } from './pin-unlock-store.ts';

export function createSqlPinUnlockStore(queries: Queries): PinUnlockStore {
  return {
    givenSince: async (terminalId, since) => {
      const rows = await queries
        .selectFrom('pinUnlock')
        .select('givenAt')
        .where('terminalId', '=', terminalId)
        .where('givenAt', '>', since)
        .orderBy('givenAt')
        .execute();
      return rows.map(({ givenAt }) => givenAt);
    },
    countsSince: async (since) => {
      const rows = await queries
        .selectFrom('pinUnlock')
        .select(({ fn }) => ['terminalId', fn.countAll<number>().as('count')])
        .where('givenAt', '>', since)
        .groupBy('terminalId')
        .execute();
      return new Map(rows.map(({ terminalId, count }) => [terminalId, count]));
    },
    lastNumber: async (terminalId) => {
      const row = await queries
        .selectFrom('pinUnlock')
        .select('number')
        .where('terminalId', '=', terminalId)
        .orderBy('number', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row?.number ?? 0;
    },
    add: async ({ sent, ...unlock }) => {
      await queries
        .insertInto('pinUnlock')
        .values({ ...unlock, sent: sent ? 1 : 0 })
        .execute();
    },
    takeWaiting: async (terminalId) => {
      const rows = await queries
        .updateTable('pinUnlock')
        .set({ sent: 1 })
        .where('terminalId', '=', terminalId)
        .where('sent', '=', 0)
        .returning('number')
        .execute();
      return rows.length === 0 ? undefined : Math.max(...rows.map(({ number }) => number));
    },
  };
}
