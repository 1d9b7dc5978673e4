import type { Activity, UserSession } from '@holdover/api';
import type { ActivityEnd, ActivityRow } from '@holdover/journal';
import { instant, toRfc3339, type Instant } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Bit, type Tables } from '../../database/tables.ts';
import { isWithin } from '../../database/time-range.ts';
import type { SessionStore } from './session-store.ts';
import { bookUnexplained, correctImpressions } from './unexplained-pages.ts';

export function createSqlSessionStore(queries: Queries): SessionStore {
  return { ...createBooks(queries), ...createReader(queries) };
}

type Books = Omit<SessionStore, keyof Reader>;
type Reader = Pick<SessionStore, 'session' | 'activity' | 'sessions' | 'activities'>;

function createBooks(queries: Queries): Books {
  return {
    openSession: async ({ credentialIds: _credentials, end, ...session }, deviceId) => {
      const row = { ...session, deviceId, endedAt: end?.at ?? null, endReason: end?.reason ?? null };
      const opened = await queries
        .insertInto('userSession')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      return opened.length > 0;
    },
    endSession: async (deviceId, id, { at, reason }) => {
      const update = queries.updateTable('userSession').set({ endedAt: at, endReason: reason });
      const open = update.where('id', '=', id).where('deviceId', '=', deviceId).where('endedAt', 'is', null);
      return (await open.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
    },
    beginActivity: async (activity, deviceId) => {
      const row = { ...activityRow(activity), deviceId };
      const begun = await queries
        .insertInto('activity')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute();
      return begun.length > 0;
    },
    endActivity: async (deviceId, id, end) => {
      const update = queries.updateTable('activity').set(endColumns(end));
      const open = update.where('id', '=', id).where('deviceId', '=', deviceId).where('endedAt', 'is', null);
      return (await open.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
    },
    ...createCorrections(queries),
  };
}

type Corrections = Pick<
  SessionStore,
  | 'correctSessionEnd'
  | 'correctActivityEnd'
  | 'correctImpressions'
  | 'bookUnexplained'
  | 'bookEndAlone'
  | 'discardSession'
  | 'discardActivity'
>;

function createCorrections(queries: Queries): Corrections {
  return {
    correctSessionEnd: async (id, { at, reason }) => {
      await queries.updateTable('userSession').set({ endedAt: at, endReason: reason }).where('id', '=', id).execute();
    },
    correctActivityEnd: async (id, end) => {
      const update = queries.updateTable('activity').set(endColumns(end)).where('id', '=', id);
      return (await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
    },
    correctImpressions: (id, impressions) => correctImpressions(queries, id, impressions),
    bookUnexplained: (pages) => bookUnexplained(queries, pages),
    bookEndAlone: async ({ terminalId, mode, ...record }, { activityId, end }, deviceId) => {
      if (!('userId' in record) || record.userId === null) return;
      const unknown = { sessionId: null, kind: 'print', pages: null, copies: 1, sides: 'one-sided' } as const;
      const row = { id: activityId, terminalId, deviceId, userId: record.userId, mode, startedAt: end.at };
      await queries
        .insertInto('activity')
        .values({ ...unknown, ...row, ...endColumns(end) })
        .execute();
    },
    discardSession: async (id) => {
      await queries.updateTable('userSession').set({ discarded: 1 }).where('id', '=', id).execute();
    },
    discardActivity: async (id) => {
      await queries.updateTable('activity').set({ discarded: 1 }).where('id', '=', id).execute();
    },
  };
}

function endColumns({ at, outcome, impressions, sheets, color, source }: ActivityEnd) {
  return { endedAt: at, outcome, impressions, sheets, color: bit(color), source };
}

function createReader(queries: Queries): Reader {
  return {
    session: async (id) => {
      const row = await sessionRows(queries).where('userSession.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toSession(row);
    },
    activity: async (id) => {
      const row = await activityRows(queries).where('activity.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : toActivity(row);
    },
    sessions: async ({ q, userId, deviceId, mode, sessionId, from, until, ...question }) => {
      let query = sessionRows(queries).where(isWithin('userSession.startedAt', { from, until }));
      if (sessionId !== undefined) query = query.where('userSession.id', '=', sessionId);
      if (userId !== undefined) query = query.where('userSession.userId', '=', userId);
      if (deviceId !== undefined) query = query.where('userSession.deviceId', '=', deviceId);
      if (mode !== undefined) query = query.where('userSession.mode', '=', mode);
      if (q !== undefined && q !== '')
        query = query.where((eb) => eb.or([contains('user.userNameKey', q), contains('formerUser.userNameKey', q)]));
      const page = await readPage(query, question, {
        sorts: { startedAt: 'userSession.startedAt' },
        standard: '-startedAt',
        id: 'userSession.id',
      });
      return { ...page, items: page.items.map(toSession) };
    },
    activities: async (asked) => {
      const { q, userId, deviceId, mode, sessionId, activityId, unauthenticated, from, until, ...question } = asked;
      let query = activityRows(queries).where(isWithin('activity.startedAt', { from, until }));
      if (activityId !== undefined) query = query.where('activity.id', '=', activityId);
      if (userId !== undefined) query = query.where('activity.userId', '=', userId);
      if (deviceId !== undefined) query = query.where('activity.deviceId', '=', deviceId);
      if (mode !== undefined) query = query.where('activity.mode', '=', mode);
      if (sessionId !== undefined) query = query.where('activity.sessionId', '=', sessionId);
      if (unauthenticated !== undefined) {
        query = query.where('activity.userId', unauthenticated === 'true' ? 'is' : 'is not', null);
      }
      if (q !== undefined && q !== '')
        query = query.where((eb) => eb.or([contains('user.userNameKey', q), contains('formerUser.userNameKey', q)]));
      const page = await readPage(query, question, {
        sorts: { startedAt: 'activity.startedAt' },
        standard: '-startedAt',
        id: 'activity.id',
      });
      return { ...page, items: page.items.map(toActivity) };
    },
  };
}

function activityRow({ end, color, ...activity }: ActivityRow) {
  return {
    ...activity,
    color: bit(end?.color ?? color),
    endedAt: end?.at ?? null,
    outcome: end?.outcome ?? null,
    impressions: end?.impressions ?? 0,
    sheets: end?.sheets ?? null,
    source: end?.source ?? null,
  };
}

const sessionRows = (queries: Queries) =>
  queries
    .selectFrom('userSession')
    .leftJoin('user', 'user.id', 'userSession.userId')
    .leftJoin('formerUser', 'formerUser.id', 'userSession.userId')
    .leftJoin('device', 'device.id', 'userSession.deviceId')
    .selectAll('userSession')
    .select(['device.name as deviceName'])
    .select((eb) => [
      eb.fn.coalesce('user.userName', 'formerUser.userName').as('userName'),
      eb
        .selectFrom('activity')
        .select(({ fn }) => fn.countAll<number>().as('activities'))
        .whereRef('activity.sessionId', '=', 'userSession.id')
        .as('activities'),
      eb
        .selectFrom('activity')
        .select(({ fn }) => fn.sum<number>('activity.impressions').as('impressions'))
        .whereRef('activity.sessionId', '=', 'userSession.id')
        // Sides that were scanned are on no paper.
        .where('activity.kind', '<>', 'scan')
        .where('activity.discarded', '=', 0)
        .where('userSession.discarded', '=', 0)
        .as('impressions'),
    ]);

const activityRows = (queries: Queries) =>
  queries
    .selectFrom('activity')
    .leftJoin('user', 'user.id', 'activity.userId')
    .leftJoin('formerUser', 'formerUser.id', 'activity.userId')
    .leftJoin('device', 'device.id', 'activity.deviceId')
    .leftJoin('userSession', 'userSession.id', 'activity.sessionId')
    .selectAll('activity')
    .select(({ fn }) => fn.coalesce('user.userName', 'formerUser.userName').as('userName'))
    .select(['device.name as deviceName', 'userSession.discarded as sessionDiscarded']);

type Named<T extends 'userSession' | 'activity'> = Selectable<Tables[T]> & {
  userName: string | null;
  deviceName: string | null;
};

function toSession(row: Named<'userSession'> & { activities: number | null; impressions: number | null }): UserSession {
  return {
    id: row.id,
    userId: row.userId,
    userName: row.userName,
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    mode: row.mode,
    method: row.method as UserSession['method'], // from the journal's own set
    startedAt: toRfc3339(row.startedAt),
    endedAt: rfcOrNull(row.endedAt),
    endReason: row.endReason,
    activities: row.activities ?? 0,
    impressions: row.impressions ?? 0,
    discarded: row.discarded === 1,
  };
}

function toActivity(row: Named<'activity'> & { sessionDiscarded: Bit | null }): Activity {
  return {
    id: row.id,
    sessionId: row.sessionId,
    userId: row.userId,
    userName: row.userName,
    unauthenticated: row.userId === null,
    deviceId: row.deviceId,
    deviceName: row.deviceName,
    kind: row.kind,
    mode: row.mode,
    project: null,
    startedAt: toRfc3339(row.startedAt),
    endedAt: rfcOrNull(row.endedAt),
    outcome: (row.outcome ?? 'running') as Activity['outcome'], // from the journal's own set, as the source
    impressions: row.impressions,
    sheets: row.sheets ?? 0,
    color: row.color === 1,
    copies: row.copies,
    source: row.source as Activity['source'],
    discarded: row.discarded === 1 || row.sessionDiscarded === 1,
  };
}

const rfcOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(instant(at)));
