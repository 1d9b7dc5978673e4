import type { Queries } from '../../database/database.ts';
import type { PendingState, PendingStateStore } from './pending-state-store.ts';

export function createSqlPendingStateStore(queries: Queries): PendingStateStore {
  return {
    put: async ({ terminalId, holdings: held, ...rest }) => {
      const columns = { ...rest, holdings: JSON.stringify(held) };
      await queries
        .insertInto('pendingState')
        .values({ terminalId, ...columns })
        .onConflict((conflict) => conflict.column('terminalId').doUpdateSet(columns))
        .execute();
    },
    read: async (terminalId) => {
      const row = await queries
        .selectFrom('pendingState')
        .selectAll()
        .where('terminalId', '=', terminalId)
        .executeTakeFirst();
      // Written by `put`.
      return row === undefined ? undefined : { ...row, holdings: JSON.parse(row.holdings) as PendingState['holdings'] };
    },
    remove: async (terminalId) => {
      await queries.deleteFrom('pendingState').where('terminalId', '=', terminalId).execute();
    },
  };
}
