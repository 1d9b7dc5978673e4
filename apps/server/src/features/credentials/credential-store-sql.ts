import type { Queries } from '../../database/database.ts';
import type { CredentialStore } from './credential-store.ts';

/** Users named in one statement; both engines take tens of thousands of parameters. */
const USERS_AT_ONCE = 5_000;

export function createSqlCredentialStore(queries: Queries): CredentialStore {
  return {
    create: async (credential) => {
      await queries.insertInto('credential').values(credential).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('credential').where('id', '=', id).execute();
    },
    read: (id) => queries.selectFrom('credential').selectAll().where('id', '=', id).executeTakeFirst(),
    findByLookup: (kind, lookup) =>
      queries
        .selectFrom('credential')
        .selectAll()
        .where('kind', '=', kind)
        .where('lookup', '=', lookup)
        .executeTakeFirst(),
    ofUser: async (user, kind) => {
      let query = queries.selectFrom('credential').selectAll().where('userId', '=', user);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return query.orderBy('createdAt', 'desc').orderBy('id', 'desc').execute();
    },
    ofUsers: async (users) => {
      const found = [];
      for (let at = 0; at < users.length; at += USERS_AT_ONCE) {
        const query = queries
          .selectFrom('credential')
          .selectAll()
          .where('userId', 'in', users.slice(at, at + USERS_AT_ONCE));
        found.push(...(await query.orderBy('createdAt', 'desc').orderBy('id', 'desc').execute()));
      }
      return found;
    },
    countPins: async () => {
      const { count } = await queries
        .selectFrom('credential')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('kind', '=', 'pin')
        .executeTakeFirstOrThrow();
      return count;
    },
    reservePin: async (lookup, userId, until) => {
      await queries
        .insertInto('reservedPin')
        .values({ lookup, userId, until })
        .onConflict((conflict) => conflict.column('lookup').doUpdateSet({ userId, until }))
        .execute();
    },
    isReserved: async (lookup, user, now) => {
      const row = await queries
        .selectFrom('reservedPin')
        .select('lookup')
        .where('lookup', '=', lookup)
        .where('userId', '!=', user)
        .where('until', '>', now)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}
