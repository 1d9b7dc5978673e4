import type { Queries } from '../../database/database.ts';
import type { OwnCredentialStore } from './own-credential-store.ts';

export function createSqlOwnCredentialStore(queries: Queries): OwnCredentialStore {
  return {
    since: (userId, at) =>
      queries
        .selectFrom('ownCredentialAttempt')
        .selectAll()
        .where('userId', '=', userId)
        .where('at', '>=', at)
        .orderBy('at', 'desc')
        .execute(),
    keep: async ({ attempt, ...made }, forgetBefore) => {
      await queries.deleteFrom('ownCredentialAttempt').where('at', '<', forgetBefore).execute();
      await queries
        .insertInto('ownCredentialAttempt')
        .values({ attempt, ...made })
        .onConflict((conflict) => conflict.column('attempt').doUpdateSet(made))
        .execute();
    },
    succeed: async (succession) => {
      await queries.deleteFrom('pinSuccession').where('oldId', '=', succession.oldId).execute();
      await queries.insertInto('pinSuccession').values(succession).execute();
    },
    successorOf: (oldId) =>
      queries.selectFrom('pinSuccession').selectAll().where('oldId', '=', oldId).executeTakeFirst(),
    predecessorOf: (newId) =>
      queries.selectFrom('pinSuccession').selectAll().where('newId', '=', newId).executeTakeFirst(),
    unused: async () => (await queries.selectFrom('pinSuccession').select('newId').execute()).map(({ newId }) => newId),
    settle: async (newId) => {
      await queries.deleteFrom('pinSuccession').where('newId', '=', newId).execute();
    },
  };
}
