import type { ImportLogLine, ServerEvent, UserImport } from '@holdover/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { applyEvent } from './live-events.ts';
import { keys } from './query-keys.ts';
import { createStale } from './stale.ts';

const ID = 'imp_1';
const LISTS = [keys.imports, keys.userSources, keys.users];
const progress = (part: Partial<UserImport>): UserImport =>
  ({ id: ID, state: 'running', dryRun: false, rowsDone: 1, ...part }) as unknown as UserImport; // what decides
const line = (number: number): ImportLogLine => ({ importId: ID, number }) as unknown as ImportLogLine; // what decides

function cached(): QueryClient {
  const queries = new QueryClient();
  for (const key of LISTS) queries.setQueryData(key, {});
  queries.setQueryData(keys.import(ID), progress({}));
  queries.setQueryData(keys.importLog(ID), [line(1)]);
  return queries;
}
const stale = (queries: QueryClient) => LISTS.map((key) => queries.getQueryState(key)?.isInvalidated);

const apply = (queries: QueryClient, event: ServerEvent): void =>
  applyEvent(
    queries,
    event,
    createStale(queries, (_, work) => void work()),
  );

test('rows that are through change the import alone', () => {
  const queries = cached();
  apply(queries, { name: 'import.progress', data: progress({ rowsDone: 900 }) });
  expect(queries.getQueryData(keys.import(ID))).toMatchObject({ rowsDone: 900 });
  expect(stale(queries)).toEqual([false, false, false]);
});

test('at its end the lists are asked again; users only where it was no preview', () => {
  const [applied, previewed] = [cached(), cached()];
  apply(applied, { name: 'import.progress', data: progress({ state: 'done' }) });
  apply(previewed, { name: 'import.progress', data: progress({ state: 'done', dryRun: true }) });
  expect(stale(applied)).toEqual([true, true, true]);
  expect(stale(previewed)).toEqual([true, true, false]);
});

test('a line of a log comes once', () => {
  const queries = cached();
  for (const number of [2, 2, 1]) apply(queries, { name: 'import.logged', data: line(number) });
  expect(queries.getQueryData(keys.importLog(ID))).toEqual([line(1), line(2)]);
});
