import type { Queries } from '../../database/database.ts';
import type { EnrolmentStore } from './enrolment-store.ts';

export function createSqlEnrolmentStore(queries: Queries): EnrolmentStore {
  return {
    create: async (enrolment) => {
      await queries.insertInto('enrolment').values(enrolment).execute();
    },
    byLookup: (lookup) => queries.selectFrom('enrolment').selectAll().where('lookup', '=', lookup).execute(),
    countWrongTry: async (id) => {
      await queries
        .updateTable('enrolment')
        .set((eb) => ({ wrongTries: eb('wrongTries', '+', 1) }))
        .where('id', '=', id)
        .execute();
    },
    use: async (id, at) => {
      const { numUpdatedRows } = await queries
        .updateTable('enrolment')
        .set({ usedAt: at })
        .where('id', '=', id)
        .where('usedAt', 'is', null)
        .executeTakeFirstOrThrow();
      return numUpdatedRows === 1n;
    },
    newestOf: (deviceId) =>
      queries
        .selectFrom('enrolment')
        .selectAll()
        .where('deviceId', '=', deviceId)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst(),
    removeAllUnused: async () => {
      await queries.deleteFrom('enrolment').where('usedAt', 'is', null).execute();
    },
    removeUnused: async (deviceId) => {
      await queries.deleteFrom('enrolment').where('deviceId', '=', deviceId).where('usedAt', 'is', null).execute();
    },
  };
}
