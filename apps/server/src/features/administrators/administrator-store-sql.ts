import type { Language, Role } from '@holdover/api';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import type { Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Administrator, ApiToken } from './administrator.ts';
import type { AdministratorStore } from './administrator-store.ts';

export function createSqlAdministratorStore(queries: Queries): AdministratorStore {
  return {
    ...accounts(queries),
    ...sessions(queries),
    ...tokens(queries),
    ...failures(queries),
  };
}

function accounts(queries: Queries): Pick<AdministratorStore, 'count' | 'create' | 'findByUserName'> {
  return {
    count: async () => {
      const row = await queries
        .selectFrom('administrator')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return row.count;
    },
    create: async (administrator, passwordHash) => {
      const row = { ...administrator, userNameKey: nameKey(administrator.userName), passwordHash };
      await queries.insertInto('administrator').values(row).execute();
    },
    findByUserName: async (userName) => {
      const key = nameKey(userName);
      const row = await queries
        .selectFrom('administrator')
        .selectAll()
        .where('userNameKey', '=', key)
        .executeTakeFirst();
      return row === undefined ? undefined : { administrator: fromRow(row), passwordHash: row.passwordHash };
    },
  };
}

type SessionPart = 'createSession' | 'findSession' | 'touchSession' | 'deleteSession' | 'deleteSessionsBefore';

function sessions(queries: Queries): Pick<AdministratorStore, SessionPart> {
  return {
    createSession: async (session) => {
      await queries.insertInto('consoleSession').values(session).execute();
    },
    findSession: async (tokenHash) => {
      const session = await queries
        .selectFrom('consoleSession')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      if (session === undefined) return undefined;
      const row = await queries
        .selectFrom('administrator')
        .selectAll()
        .where('id', '=', session.administratorId)
        .executeTakeFirst();
      return row === undefined ? undefined : { session, administrator: fromRow(row) };
    },
    touchSession: async (tokenHash, seenAt) => {
      await queries.updateTable('consoleSession').set({ seenAt }).where('tokenHash', '=', tokenHash).execute();
    },
    deleteSession: async (tokenHash) => {
      await queries.deleteFrom('consoleSession').where('tokenHash', '=', tokenHash).execute();
    },
    deleteSessionsBefore: async ({ createdBefore, seenBefore }) => {
      await queries
        .deleteFrom('consoleSession')
        .where((eb) => eb.or([eb('createdAt', '<', createdBefore), eb('seenAt', '<', seenBefore)]))
        .execute();
    },
  };
}

type TokenPart = 'createApiToken' | 'findApiToken' | 'addSetUpToken' | 'hasSetUpToken' | 'deleteSetUpTokens';

function tokens(queries: Queries): Pick<AdministratorStore, TokenPart> {
  return {
    createApiToken: async (token, tokenHash) => {
      await queries
        .insertInto('apiToken')
        .values({ ...token, tokenHash })
        .execute();
    },
    findApiToken: async (tokenHash) => {
      const row = await queries
        .selectFrom('apiToken')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      return row === undefined ? undefined : fromTokenRow(row);
    },
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
    failuresSince: (since, of) => {
      const query = queries.selectFrom('signInFailure').selectAll().where('at', '>', since).orderBy('at', 'desc');
      return 'address' in of
        ? query.where('address', '=', of.address).execute()
        : query.where('userNameKey', '=', of.userNameKey).execute();
    },
    deleteFailures: async ({ userNameKey, address }) => {
      await queries
        .deleteFrom('signInFailure')
        .where('userNameKey', '=', userNameKey)
        .where('address', '=', address)
        .execute();
    },
    deleteFailuresBefore: async (before) => {
      await queries.deleteFrom('signInFailure').where('at', '<', before).execute();
    },
  };
}

function fromRow(row: Selectable<Tables['administrator']>): Administrator {
  // Role and language were written from the same types.
  const { id, userName, createdAt } = row;
  return { id, userName, role: row.role as Role, language: row.language as Language | null, createdAt };
}

function fromTokenRow(row: Selectable<Tables['apiToken']>): ApiToken {
  const { id, name, createdAt, expiresAt } = row;
  return { id, name, role: row.role as Role, createdAt, expiresAt }; // written from the same type
}
