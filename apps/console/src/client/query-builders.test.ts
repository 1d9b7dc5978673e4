import { QueryClient, InfiniteQueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { pages } from './query-builders.ts';

/** A server of numbered rows, asked by cursor: the number before which a page begins. */
function world(count: number) {
  const state = { rows: Array.from({ length: count }, (_, n) => ({ id: String(n), text: `row ${n}` })), asked: 0 };
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const options = pages(['rows'], ({ cursor, limit = 50 }) => {
    state.asked += 1;
    const from = cursor === undefined ? 0 : state.rows.findIndex(({ id }) => Number(id) > Number(cursor));
    const items = from < 0 ? [] : state.rows.slice(from, from + limit);
    const last = items.at(-1);
    const more = last !== undefined && last !== state.rows.at(-1);
    return Promise.resolve({ items, nextCursor: more ? last.id : null });
  });
  const observer = new InfiniteQueryObserver(queries, options);
  const shown = (): string[] =>
    (observer.getCurrentResult().data?.pages ?? []).flatMap(({ items }) => items.map(({ text }) => text));
  return { state, queries, observer, shown };
}

async function readTo(rows: number, { observer, shown }: ReturnType<typeof world>): Promise<() => void> {
  const leave = observer.subscribe(() => undefined);
  await observer.refetch();
  while (shown().length < rows && observer.getCurrentResult().hasNextPage) await observer.fetchNextPage();
  return leave;
}

test('the first page is small, the later ones are large', async () => {
  const server = world(1_000);
  const leave = await readTo(1_000, server);
  const { pages: read } = server.observer.getCurrentResult().data ?? { pages: [] };
  expect(read.map(({ items }) => items.length)).toEqual([50, 200, 200, 200, 200, 150]);
  leave();
});

test('a long list read anew costs a few requests, shows what changed at its beginning and keeps every row once', async () => {
  const server = world(10_000);
  const leave = await readTo(10_000, server);
  server.state.rows.splice(20, 1);
  server.state.rows[10] = { id: '10', text: 'renamed' };
  server.state.asked = 0;
  await server.queries.invalidateQueries({ queryKey: ['rows'] });
  expect(server.state.asked).toBeLessThanOrEqual(4);
  expect(server.shown()).toHaveLength(9_999);
  expect(new Set(server.shown()).size).toBe(9_999);
  expect(server.shown()[10]).toBe('renamed');
  leave();
});

test('a short list is read anew whole', async () => {
  const server = world(300);
  const leave = await readTo(300, server);
  server.state.rows.splice(240, 30);
  await server.queries.invalidateQueries({ queryKey: ['rows'] });
  expect(server.shown()).toHaveLength(270);
  leave();
});

test('where too much came at once, a long list stays as it was read', async () => {
  const server = world(2_000);
  const leave = await readTo(2_000, server);
  const before = server.shown();
  server.state.rows = Array.from({ length: 5_000 }, (_, n) => ({ id: `${n / 1_000}`, text: `new ${n}` }));
  server.state.asked = 0;
  await server.queries.invalidateQueries({ queryKey: ['rows'] });
  expect([server.shown().length, server.state.asked <= 4]).toEqual([before.length, true]);
  leave();
});
