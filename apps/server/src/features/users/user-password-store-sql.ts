import type { Queries } from '../../database/database.ts';
import { nameKey } from './user.ts';
import type { UserPasswordStore } from './user-password-store.ts';

export function createSqlUserPasswordStore(queries: Queries): UserPasswordStore {
  return {
    set: async (userId, hash, changedAt) => {
      await queries
        .insertInto('userPassword')
        .values({ userId, hash, changedAt })
        .onConflict((conflict) => conflict.column('userId').doUpdateSet({ hash, changedAt }))
        .execute();
    },
    delete: async (userId) => {
      const deletion = queries.deleteFrom('userPassword').where('userId', '=', userId);
      return (await deletion.executeTakeFirstOrThrow()).numDeletedRows > 0n;
    },
    findByUserName: async (userName) => {
      const row = await queries
        .selectFrom('userPassword')
        .innerJoin('user', 'user.id', 'userPassword.userId')
        .select(['userPassword.userId', 'user.userName', 'user.enabled', 'userPassword.hash'])
        .where('user.userNameKey', '=', nameKey(userName))
        .executeTakeFirst();
      return row === undefined ? undefined : { ...row, enabled: row.enabled === 1 };
    },
    addFailure: async (failure) => {
      await queries.insertInto('userPasswordFailure').values(failure).execute();
    },
    failuresSince: (since, of, limit) => {
      const recent = queries.selectFrom('userPasswordFailure').selectAll().where('at', '>', since);
      const some =
        'address' in of ? recent.where('address', '=', of.address) : recent.where('userNameKey', '=', of.userNameKey);
      return some.orderBy('at', 'desc').limit(limit).execute();
    },
    deleteFailures: async ({ userNameKey, address }) => {
      await queries
        .deleteFrom('userPasswordFailure')
        .where('userNameKey', '=', userNameKey)
        .where('address', '=', address)
        .execute();
    },
    deleteFailuresBefore: async (before) => {
      await queries.deleteFrom('userPasswordFailure').where('at', '<', before).execute();
    },
  };
}
