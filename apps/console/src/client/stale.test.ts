import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { keys } from './query-keys.ts';
import { createStale } from './stale.ts';

test('each is asked for under its own name, through what holds back storms', () => {
  const queries = new QueryClient();
  queries.setQueryData(keys.overview, {});
  queries.setQueryData([...keys.users, { q: 'a' }], {});
  const asked: string[] = [];
  const stale = createStale(queries, (name, work) => {
    asked.push(name);
    void work();
  });
  for (const key of [keys.overview, keys.users, ['user', 'usr_1']]) stale(key);
  expect(asked).toEqual(['overview', 'users', 'user usr_1']);
  expect(queries.getQueryState(keys.overview)?.isInvalidated).toBe(true);
  expect(queries.getQueryState([...keys.users, { q: 'a' }])?.isInvalidated).toBe(true);
});
