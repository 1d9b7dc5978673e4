import { sql } from 'kysely';
import type { Queries } from '../../database/database.ts';
import type { PinMissStore } from './pin-miss-store.ts';

export function createSqlPinMissStore(queries: Queries): PinMissStore {
  return {
    fullAt: async (id) => {
      const row = await queries.selectFrom('pinMiss').select('fullAt').where('terminalId', '=', id).executeTakeFirst();
      return row?.fullAt;
    },
    lock: async (terminalId, now) => {
      const { fullAt } = await queries
        .insertInto('pinMiss')
        .values({ terminalId, fullAt: now })
        .onConflict((conflict) => conflict.column('terminalId').doUpdateSet({ fullAt: sql`"pinMiss"."fullAt"` }))
        .returning('fullAt')
        .executeTakeFirstOrThrow();
      return fullAt;
    },
    put: async (terminalId, fullAt) => {
      await queries.updateTable('pinMiss').set({ fullAt }).where('terminalId', '=', terminalId).execute();
    },
  };
}
