import type { Job, ServerEvent } from '@holdover/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { applyEvent } from './live-events.ts';
import { keys } from './query-keys.ts';
import { createStale } from './stale.ts';

const job = (part: Partial<Job>): Job =>
  ({ id: 'job_1', state: 'printing', impressions: 1, userId: null, deviceId: null, ...part }) as unknown as Job; // what decides
const LIST = [...keys.jobs, {}];
const OTHERS = [...keys.jobs, { over: 'true' }];

function cached(...items: Job[]): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(LIST, { pages: [{ items, nextCursor: null }], pageParams: [null] });
  queries.setQueryData(OTHERS, { pages: [{ items: [], nextCursor: null }], pageParams: [null] });
  queries.setQueryData([...keys.queues, 'all'], { items: [], nextCursor: null });
  return queries;
}
const stale = (queries: QueryClient, key: readonly unknown[]): boolean | undefined =>
  queries.getQueryState(key)?.isInvalidated;

const apply = (queries: QueryClient, event: ServerEvent): void =>
  applyEvent(
    queries,
    event,
    createStale(queries, (_, work) => void work()),
  );

test('pages that come out are put into the list that shows the job, and nothing is asked again', () => {
  const queries = cached(job({}));
  apply(queries, { name: 'job.changed', data: job({ impressions: 2 }) });
  expect(queries.getQueryData(LIST)).toMatchObject({ pages: [{ items: [{ impressions: 2 }] }] });
  expect([LIST, OTHERS, [...keys.queues, 'all']].map((key) => stale(queries, key))).toEqual([false, false, false]);
});

test('a job in another state belongs into other lists, and to other counts of its queue', () => {
  const queries = cached(job({}));
  apply(queries, { name: 'job.changed', data: job({ state: 'completed' }) });
  expect([LIST, OTHERS, [...keys.queues, 'all']].map((key) => stale(queries, key))).toEqual([true, true, true]);
});

test('a job that no list shows makes them ask again', () => {
  const queries = cached();
  apply(queries, { name: 'job.changed', data: job({ state: 'held', impressions: 0 }) });
  expect([LIST, [...keys.queues, 'all']].map((key) => stale(queries, key))).toEqual([true, true]);
});
