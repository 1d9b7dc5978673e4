import type { Instant } from '@holdover/kernel';
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
    endAt: async (id, expiresAt) => {
      await queries.updateTable('credential').set({ expiresAt }).where('id', '=', id).execute();
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
    ...pinCounts(queries),
    ...retirement(queries),
  };
}

/** PINs that have not ended. */
export function livingPins(queries: Queries, now: Instant) {
  return queries
    .selectFrom('credential')
    .where('kind', '=', 'pin')
    .where((eb) => eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', now)]));
}

function pinCounts(queries: Queries): Pick<CredentialStore, 'workingPins' | 'pinsBelow' | 'countUsersBelow'> {
  return {
    workingPins: async (now) => {
      const rows = await livingPins(queries, now)
        .innerJoin('user', 'user.id', 'credential.userId')
        .select(({ fn }) => ['length', fn.countAll<number>().as('count')])
        .where('user.enabled', '=', 1)
        .groupBy('length')
        .execute();
      return new Map(rows.map(({ length, count }) => [length, count]));
    },
    pinsBelow: (length, now, most) =>
      livingPins(queries, now)
        .innerJoin('user', 'user.id', 'credential.userId')
        .selectAll('credential')
        .where('length', '<', length)
        .orderBy('user.userNameKey')
        .orderBy('credential.id')
        .limit(most)
        .execute(),
    countUsersBelow: async (length, now) => {
      const { users } = await livingPins(queries, now)
        .select(({ fn }) => fn.count<number>('userId').distinct().as('users'))
        .where('length', '<', length)
        .executeTakeFirstOrThrow();
      return users;
    },
  };
}

function retirement(queries: Queries): Pick<CredentialStore, 'retire' | 'retiredFrom' | 'forgetRetired'> {
  return {
    retire: async (retired) => {
      await queries.insertInto('retiredCredential').values(retired).execute();
    },
    retiredFrom: ({ kind, lookups, userId }) =>
      queries
        .selectFrom('retiredCredential')
        .selectAll()
        .where('lookup', 'in', lookups)
        .where('kind', '=', kind)
        .where('userId', '!=', userId)
        .orderBy('credentialId')
        .execute(),
    forgetRetired: async (endedBy) => {
      await queries.deleteFrom('retiredCredential').where('until', '<=', endedBy).execute();
    },
  };
}
