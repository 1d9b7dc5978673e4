import type { QueueId, UserId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { isWithin } from '../../database/time-range.ts';
import { LIVE_STATES, NEVER, OVER_STATES, type Job } from './job.ts';
import { fromRow } from './job-row.ts';
import type { JobStore, ListedJob, QueueJobsQuestion } from './job-store.ts';

/** What is asked of many jobs at once. */
export function createJobLister(
  queries: Queries,
): Pick<JobStore, 'ofQueue' | 'countBefore' | 'countLive' | 'page' | 'list' | 'use'> {
  return {
    ofQueue: (queueId, question) => jobsOfQueue(queries, queueId, question),
    countBefore: async (queueId, number) => {
      const { count } = await queries
        .selectFrom('job')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('queueId', '=', queueId)
        .where('state', 'in', LIVE_STATES)
        .where('number', '<', number)
        .executeTakeFirstOrThrow();
      return Number(count);
    },
    countLive: async (queues) => {
      if (queues.length === 0) return new Map();
      const rows = await queries
        .selectFrom('job')
        .select(({ fn }) => ['queueId', fn.countAll<number>().as('count')])
        .where('queueId', 'in', queues)
        .where('state', 'in', LIVE_STATES)
        .groupBy('queueId')
        .execute();
      return new Map(rows.map(({ queueId, count }) => [queueId, Number(count)]));
    },
    page: (question) => pageOfJobs(queries, question),
    list: async (id) => {
      const row = await listedJobs(queries).where('job.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : listed(row);
    },
    use: async () => {
      const live = await counted(queries).where('state', 'in', LIVE_STATES).executeTakeFirstOrThrow();
      const kept = await counted(queries)
        .where('state', '=', 'completed')
        .where('expiresAt', '<', NEVER)
        .executeTakeFirstOrThrow();
      return { jobs: Number(live.jobs), bytes: Number(live.bytes ?? 0) + Number(kept.bytes ?? 0) };
    },
  };
}

const counted = (queries: Queries) =>
  queries
    .selectFrom('job')
    .select(({ fn }) => [fn.countAll<number>().as('jobs'), fn.sum<number | string | null>('bytes').as('bytes')]);

/** State by state: so that each is read along its index, however many there are. */
async function jobsOfQueue(
  queries: Queries,
  queueId: QueueId,
  { over, ownerName, limit }: QueueJobsQuestion,
): Promise<readonly Job[]> {
  const direction = over ? 'desc' : 'asc';
  const found: Job[] = [];
  for (const state of over ? OVER_STATES : LIVE_STATES) {
    let query = queries.selectFrom('job').selectAll().where('queueId', '=', queueId).where('state', '=', state);
    if (ownerName !== undefined) query = query.where('ownerName', '=', ownerName);
    found.push(...(await query.orderBy('number', direction).limit(limit).execute()).map(fromRow));
  }
  const inOrder = found.toSorted((a, b) => a.number - b.number);
  return over ? inOrder.slice(-limit) : inOrder.slice(0, limit);
}

const listedJobs = (queries: Queries) =>
  queries
    .selectFrom('job')
    .leftJoin('queue', 'queue.id', 'job.queueId')
    .leftJoin('device', (join) =>
      join.on((eb) => eb('device.id', '=', eb.fn.coalesce('job.claimDeviceId', 'job.deviceId'))),
    )
    .leftJoin('user', 'user.id', 'job.userId')
    .selectAll('job')
    .select(['queue.name as queueName', 'device.name as deviceName', 'user.id as ownerId']);

type ListedRow = Parameters<typeof fromRow>[0] & {
  readonly queueName: string | null;
  readonly deviceName: string | null;
  readonly ownerId: UserId | null;
};

function listed({ queueName, deviceName, ownerId, ...row }: ListedRow): ListedJob {
  return { job: fromRow(row), queueName, deviceName, ownerExists: ownerId !== null };
}

async function pageOfJobs(queries: Queries, given: Parameters<JobStore['page']>[0]): ReturnType<JobStore['page']> {
  const { q, userId, queueId, deviceId, state, over, from, until, ...question } = given;
  let query = listedJobs(queries).where(isWithin('job.createdAt', { from, until }));
  if (q !== undefined && q !== '') query = query.where(contains('job.searchText', q));
  if (userId !== undefined) query = query.where('job.userId', '=', userId);
  if (queueId !== undefined) query = query.where('job.queueId', '=', queueId);
  if (deviceId !== undefined) {
    query = query.where((eb) => eb(eb.fn.coalesce('job.claimDeviceId', 'job.deviceId'), '=', deviceId));
  }
  if (state !== undefined) query = query.where('job.state', '=', state);
  if (over !== undefined) query = query.where('job.state', 'in', over ? OVER_STATES : LIVE_STATES);
  const page = await readPage(query, question, {
    sorts: { createdAt: 'job.createdAt' },
    standard: '-createdAt',
    id: 'job.id',
  });
  return { ...page, items: page.items.map(listed) };
}
