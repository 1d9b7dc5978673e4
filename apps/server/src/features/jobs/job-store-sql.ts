import { ALL_DEVICES, type DeviceGroupId, type JobId, type QueueId, type UserId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { bit } from '../../database/tables.ts';
import { LIVE_STATES, OVER_STATES, type Job } from './job.ts';
import { createJobLister } from './job-lists-sql.ts';
import { fromRow, toRow } from './job-row.ts';
import type { JobStore, OwnedJob } from './job-store.ts';

/** Of one statement: both engines bound the number of its parameters. */
const ROWS_AT_ONCE = 256;
const FIRST_NUMBER = 1;

export function createSqlJobStore(queries: Queries): JobStore {
  return { ...createChanger(queries), ...createFinder(queries), ...createJobLister(queries), ...createKeeper(queries) };
}

function createChanger(queries: Queries): Pick<JobStore, 'takeNumbers' | 'insertMany' | 'replace' | 'delete'> {
  return {
    takeNumbers: async (count) => {
      const name = 'jobNumber';
      const { value } = await queries
        .insertInto('counter')
        .values({ name, value: FIRST_NUMBER + count })
        .onConflict((conflict) =>
          conflict.column('name').doUpdateSet((eb) => ({ value: eb('counter.value', '+', count) })),
        )
        .returning('value')
        .executeTakeFirstOrThrow();
      return value - count;
    },
    insertMany: async (jobs) => {
      for (let from = 0; from < jobs.length; from += ROWS_AT_ONCE) {
        const rows = jobs.slice(from, from + ROWS_AT_ONCE).map(toRow);
        await queries.insertInto('job').values(rows).execute();
      }
    },
    replace: async (was, next) => {
      const { id, number: _number, ...columns } = toRow(next);
      const update = queries
        .updateTable('job')
        .set({ ...columns, version: was.version + 1 })
        .where('id', '=', id)
        .where('version', '=', was.version);
      return (await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n;
    },
    delete: async (id) => {
      await queries.deleteFrom('job').where('id', '=', id).execute();
    },
  };
}

function createFinder(
  queries: Queries,
): Pick<JobStore, 'read' | 'findByNumber' | 'ofActivity' | 'unfinishedOf' | 'heldFor' | 'waitingFor' | 'claimedBy'> {
  const all = () => queries.selectFrom('job').selectAll('job');
  return {
    read: async (id) => optional(await all().where('id', '=', id).executeTakeFirst()),
    findByNumber: async (queueId, number) =>
      optional(await all().where('number', '=', number).where('queueId', '=', queueId).executeTakeFirst()),
    ofActivity: async (activityId) =>
      optional(await all().where('claimActivityId', '=', activityId).executeTakeFirst()),
    unfinishedOf: async (userId) => {
      const own = all().where('userId', '=', userId);
      const rows = await own
        .where((eb) => eb.or([eb('state', 'in', LIVE_STATES), eb('documentKept', '=', bit(true))]))
        .orderBy('number')
        .execute();
      return rows.map(fromRow);
    },
    claimedBy: async (terminalId) => {
      const rows = await all().where('claimTerminalId', '=', terminalId).where('state', '=', 'printing').execute();
      return rows.map(fromRow);
    },
    heldFor: async (userId, deviceGroups, limit) => {
      await bindUnknown(queries, userId);
      const here = await pullQueuesAt(queries, deviceGroups);
      if (here.length === 0) return [];
      const rows = await ownedJobs(queries)
        .where('job.userId', '=', userId)
        .where('job.state', '=', 'held')
        .where('job.queueId', 'in', here)
        .orderBy('job.createdAt', 'desc')
        .orderBy('job.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(owned);
    },
    waitingFor: async (deviceId, limit) => {
      const rows = await ownedJobs(queries)
        .where('job.deviceId', '=', deviceId)
        .where('job.state', '=', 'waiting')
        .orderBy('job.priority', 'desc')
        .orderBy('job.createdAt')
        .orderBy('job.id')
        .limit(limit)
        .execute();
      return rows.map(owned);
    },
  };
}

/** G2: of that name, and younger than the user: nobody inherits a job by taking a name later. */
async function bindUnknown(queries: Queries, userId: UserId): Promise<void> {
  const user = await queries
    .selectFrom('user')
    .select(['userNameKey', 'createdAt'])
    .where('id', '=', userId)
    .executeTakeFirst();
  if (user === undefined) return;
  const unknown = await queries
    .selectFrom('job')
    .select('id')
    .where('userId', 'is', null)
    .where('ownerKey', '=', user.userNameKey)
    .where('createdAt', '>=', user.createdAt)
    .where('state', 'in', ['held', 'waiting'])
    .execute();
  if (unknown.length === 0) return;
  const ids = unknown.map(({ id }) => id);
  await queries
    .updateTable('job')
    .set((eb) => ({ userId, version: eb('version', '+', 1) }))
    .where('id', 'in', ids)
    .where('userId', 'is', null)
    .execute();
}

async function pullQueuesAt(queries: Queries, deviceGroups: readonly DeviceGroupId[]): Promise<QueueId[]> {
  const here = new Set<string>([...deviceGroups, ALL_DEVICES]);
  const rows = await queries.selectFrom('queue').select(['id', 'deviceGroups']).where('kind', '=', 'pull').execute();
  return rows.flatMap(({ id, deviceGroups: text }) => {
    const groups = JSON.parse(text) as readonly string[]; // written by the queue store
    return groups.length === 0 || groups.some((group) => here.has(group)) ? [id] : [];
  });
}

/** Of enabled owners; G5: what does not tell whether it is in colour is printed in black. */
const ownedJobs = (queries: Queries) =>
  queries
    .selectFrom('job')
    .innerJoin('user', 'user.id', 'job.userId')
    .selectAll('job')
    .select(['user.id as ownerId', 'user.userName as ownerUserName', 'user.color as ownerColor'])
    .where('user.enabled', '=', 1)
    .where((eb) => eb.or([eb('user.color', '=', 1), eb('job.color', 'is', null), eb('job.color', '=', 0)]));

type OwnedRow = Parameters<typeof fromRow>[0] & {
  readonly ownerId: UserId;
  readonly ownerUserName: string;
  readonly ownerColor: 0 | 1;
};

function owned({ ownerId, ownerUserName, ownerColor, ...row }: OwnedRow): OwnedJob {
  return { job: fromRow(row), owner: { id: ownerId, userName: ownerUserName, color: ownerColor === 1 } };
}

function createKeeper(queries: Queries): Pick<JobStore, 'expired' | 'moveEnds' | 'deleteOver' | 'withDocuments'> {
  return {
    expired: async (now, limit) => {
      const rows = await queries
        .selectFrom('job')
        .selectAll()
        .where('state', 'in', ['held', 'waiting', 'completed'])
        .where('expiresAt', '<=', now)
        .orderBy('expiresAt')
        .limit(limit)
        .execute();
      return rows.map(fromRow);
    },
    moveEnds: async (of, by) => {
      const states: readonly Job['state'][] = of === 'kept' ? ['completed'] : LIVE_STATES;
      await queries
        .updateTable('job')
        .set((eb) => ({ expiresAt: eb('expiresAt', '+', by as never), version: eb('version', '+', 1) })) // an Instant moved
        .where('state', 'in', states)
        .where('documentKept', '=', bit(true))
        .execute();
    },
    deleteOver: async (endedBefore) => {
      await queries
        .deleteFrom('job')
        .where('state', 'in', OVER_STATES)
        .where('createdAt', '<', endedBefore)
        .where('documentKept', '=', bit(false))
        .where('endedAt', '<', endedBefore)
        .execute();
    },
    withDocuments: async () => {
      const rows = await queries.selectFrom('job').select('id').where('documentKept', '=', bit(true)).execute();
      return rows.map(({ id }): JobId => id);
    },
  };
}

const optional = (row: Parameters<typeof fromRow>[0] | undefined): Job | undefined =>
  row === undefined ? undefined : fromRow(row);
