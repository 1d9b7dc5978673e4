import type { ExpressionBuilder } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import { administratorFromRow } from './administrator-from-row.ts';
import type { ConsoleSession } from './administrator.ts';
import type { ConsoleSessionStore, SessionEnds, StoredSession } from './console-session-store.ts';

export function createSqlConsoleSessionStore(queries: Queries): ConsoleSessionStore {
  return { ...openSessions(queries), ...endSessions(queries) };
}

type EndPart =
  | 'deleteSession'
  | 'deleteSessionById'
  | 'deleteSessionsOf'
  | 'deleteOldestSessions'
  | 'deleteSessionsBefore';

function openSessions(queries: Queries): Omit<ConsoleSessionStore, EndPart> {
  return {
    createSession: async (session) => {
      await queries.insertInto('consoleSession').values(session).execute();
    },
    findSession: (tokenHash) => findSession(queries, tokenHash),
    readSession: (id): Promise<ConsoleSession | undefined> =>
      queries
        .selectFrom('consoleSession')
        .select(['id', 'administratorId', 'address', 'userAgent', 'createdAt', 'seenAt'])
        .where('id', '=', id)
        .executeTakeFirst(),
    sessionsPage: ({ q, administrator, ends, ...question }) => {
      let query = queries
        .selectFrom('consoleSession')
        .innerJoin('administrator', 'administrator.id', 'consoleSession.administratorId')
        .select(['consoleSession.id', 'administratorId', 'address', 'userAgent', 'consoleSession.createdAt', 'seenAt'])
        .select('administrator.userName')
        .where((eb) => eb.not(isOver(eb, ends)));
      if (administrator !== undefined) query = query.where('administratorId', '=', administrator);
      if (q !== undefined && q !== '') query = query.where(contains('administrator.userNameKey', q));
      return readPage(query, question, {
        sorts: {
          seenAt: 'consoleSession.seenAt',
          createdAt: 'consoleSession.createdAt',
          userName: 'administrator.userNameKey',
        },
        standard: '-seenAt',
        id: 'consoleSession.id',
      });
    },
    countSessions: async (administrators, ends) => {
      if (administrators.length === 0) return new Map();
      const rows = await queries
        .selectFrom('consoleSession')
        .select(({ fn }) => ['administratorId', fn.countAll<number>().as('count')])
        .where('administratorId', 'in', administrators)
        .where((eb) => eb.not(isOver(eb, ends)))
        .groupBy('administratorId')
        .execute();
      return new Map(rows.map(({ administratorId, count }) => [administratorId, Number(count)]));
    },
    touchSession: async (tokenHash, seenAt) => {
      await queries.updateTable('consoleSession').set({ seenAt }).where('tokenHash', '=', tokenHash).execute();
    },
    renameSession: async (id, tokenHash) => {
      await queries.updateTable('consoleSession').set({ tokenHash }).where('id', '=', id).execute();
    },
  };
}

async function findSession(queries: Queries, tokenHash: string) {
  const session: StoredSession | undefined = await queries
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
  return row === undefined ? undefined : { session, administrator: administratorFromRow(row) };
}

function endSessions(queries: Queries): Pick<ConsoleSessionStore, EndPart> {
  return {
    deleteSession: async (tokenHash) => {
      await queries.deleteFrom('consoleSession').where('tokenHash', '=', tokenHash).execute();
    },
    deleteSessionById: async (id) => {
      await queries.deleteFrom('consoleSession').where('id', '=', id).execute();
    },
    deleteSessionsOf: async (administrator, except) => {
      let query = queries.deleteFrom('consoleSession').where('administratorId', '=', administrator);
      if (except !== undefined) query = query.where('id', '!=', except);
      return Number((await query.executeTakeFirst()).numDeletedRows);
    },
    deleteOldestSessions: async (administrator, most) => {
      const kept = queries
        .selectFrom('consoleSession')
        .select('id')
        .where('administratorId', '=', administrator)
        .orderBy('createdAt', 'desc')
        .orderBy('id', 'desc')
        .limit(most);
      await queries
        .deleteFrom('consoleSession')
        .where('administratorId', '=', administrator)
        .where('id', 'not in', kept)
        .execute();
    },
    deleteSessionsBefore: async (ends) => {
      await queries
        .deleteFrom('consoleSession')
        .where((eb) => isOver(eb, ends))
        .execute();
    },
  };
}

function isOver(eb: ExpressionBuilder<Tables, 'consoleSession'>, { createdBefore, seenBefore }: SessionEnds) {
  return eb.or([eb('consoleSession.createdAt', '<', createdBefore), eb('consoleSession.seenAt', '<', seenBefore)]);
}
