import type { Queries } from '../../database/database.ts';
import type { ScanStore } from './scan-store.ts';

export function createSqlScanStore(queries: Queries): ScanStore {
  return {
    has: async (id) =>
      (await queries.selectFrom('scan').select('id').where('id', '=', id).executeTakeFirst()) !== undefined,
    insert: async (scan) => {
      const made = await queries
        .insertInto('scan')
        .values(scan)
        .onConflict((conflict) => conflict.column('id').doNothing())
        .returning('id')
        .executeTakeFirst();
      return made !== undefined;
    },
    waiting: () => queries.selectFrom('scan').selectAll().where('state', '=', 'waiting').execute(),
    again: async (id, tried) => {
      await queries.updateTable('scan').set(tried).where('id', '=', id).where('state', '=', 'waiting').execute();
    },
    end: async (id, { state, at, detail }) => {
      await queries.updateTable('scan').set({ state, endedAt: at, detail }).where('id', '=', id).execute();
    },
    retryAll: async (now) => {
      await queries.updateTable('scan').set({ nextAt: now }).where('state', '=', 'waiting').execute();
    },
    forgetEnded: async (before) => {
      await queries.deleteFrom('scan').where('endedAt', '<', before).execute();
    },
  };
}
