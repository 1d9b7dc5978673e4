import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import { administratorFromRow } from './administrator-from-row.ts';
import type { Administrator } from './administrator.ts';
import type { AdministratorStore } from './administrator-store.ts';
import { createSqlApiTokenStore } from './api-token-store-sql.ts';
import { createSqlConsoleSessionStore } from './console-session-store-sql.ts';

export function createSqlAdministratorStore(queries: Queries): AdministratorStore {
  return {
    ...accounts(queries),
    ...writeAccounts(queries),
    ...createSqlConsoleSessionStore(queries),
    ...createSqlApiTokenStore(queries),
    ...setUpTokens(queries),
    ...failures(queries),
  };
}

type AccountPart = 'count' | 'countOthers' | 'find' | 'findByUserName' | 'page';

function accounts(queries: Queries): Pick<AdministratorStore, AccountPart> {
  const all = queries.selectFrom('administrator');
  return {
    count: async () => {
      const row = await all.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
      return Number(row.count);
    },
    countOthers: async (role, except) => {
      const row = await all
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('role', '=', role)
        .where('enabled', '=', 1)
        .where('id', '!=', except)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    find: async (id) => {
      const row = await all.selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined
        ? undefined
        : { administrator: administratorFromRow(row), passwordHash: row.passwordHash };
    },
    findByUserName: async (userName) => {
      const row = await all.selectAll().where('userNameKey', '=', nameKey(userName)).executeTakeFirst();
      return row === undefined
        ? undefined
        : { administrator: administratorFromRow(row), passwordHash: row.passwordHash };
    },
    page: async ({ q, role, ...question }) => {
      let query = all.selectAll();
      if (role !== undefined) query = query.where('role', '=', role);
      if (q !== undefined && q !== '') query = query.where(contains('userNameKey', q));
      const page = await readPage(query, question, {
        sorts: { userName: 'userNameKey', role: 'role', createdAt: 'createdAt' },
        standard: 'userName',
        id: 'id',
      });
      return { ...page, items: page.items.map(administratorFromRow) };
    },
  };
}

type WritePart = 'create' | 'update' | 'setPassword' | 'delete';

function writeAccounts(queries: Queries): Pick<AdministratorStore, WritePart> {
  return {
    create: async (administrator, passwordHash) => {
      await queries
        .insertInto('administrator')
        .values({ ...toRow(administrator), passwordHash })
        .execute();
    },
    update: async (administrator) => {
      await queries.updateTable('administrator').set(toRow(administrator)).where('id', '=', administrator.id).execute();
    },
    setPassword: async (id, passwordHash) => {
      await queries.updateTable('administrator').set({ passwordHash }).where('id', '=', id).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('administrator').where('id', '=', id).execute();
    },
  };
}

function toRow(administrator: Administrator) {
  return { ...administrator, enabled: bit(administrator.enabled), userNameKey: nameKey(administrator.userName) };
}

type SetUpPart = 'addSetUpToken' | 'hasSetUpToken' | 'deleteSetUpTokens';

function setUpTokens(queries: Queries): Pick<AdministratorStore, SetUpPart> {
  return {
    addSetUpToken: async (tokenHash, createdAt) => {
      await queries.insertInto('setUpToken').values({ tokenHash, createdAt }).execute();
    },
    hasSetUpToken: async (tokenHash) => {
      const row = await queries
        .selectFrom('setUpToken')
        .select('tokenHash')
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      return row !== undefined;
    },
    deleteSetUpTokens: async () => {
      await queries.deleteFrom('setUpToken').execute();
    },
  };
}

type FailurePart = 'addFailure' | 'failuresSince' | 'deleteFailures' | 'deleteFailuresBefore';

function failures(queries: Queries): Pick<AdministratorStore, FailurePart> {
  return {
    addFailure: async (failure) => {
      await queries.insertInto('signInFailure').values(failure).execute();
    },
    failuresSince: async (since, of) => {
      const query = queries.selectFrom('signInFailure').selectAll().where('at', '>', since).orderBy('at', 'desc');
      if ('address' in of) return query.where('address', '=', of.address).execute();
      if ('userNameKey' in of) return query.where('userNameKey', '=', of.userNameKey).execute();
      return of.userNameKeys.length === 0 ? [] : query.where('userNameKey', 'in', of.userNameKeys).execute();
    },
    deleteFailures: async ({ userNameKey, address }) => {
      let query = queries.deleteFrom('signInFailure').where('userNameKey', '=', userNameKey);
      if (address !== undefined) query = query.where('address', '=', address);
      await query.execute();
    },
    deleteFailuresBefore: async (before) => {
      await queries.deleteFrom('signInFailure').where('at', '<', before).execute();
    },
  };
}
