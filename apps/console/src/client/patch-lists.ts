import type { User } from '@holdover/api';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import { keys } from './query-keys.ts';

type PagesOf<T> = InfiniteData<{ items: T[]; nextCursor: string | null }>;

/** Puts a changed user into every list that shows them: thousands of rows are not asked for again because of one. */
export function patchUser(queries: QueryClient, changed: User): void {
  queries.setQueryData(keys.user(changed.id), changed);
  queries.setQueriesData<PagesOf<User>>({ queryKey: keys.users }, (old) =>
    old === undefined || !('pages' in old)
      ? old
      : {
          ...old,
          pages: old.pages.map((page) => ({
            ...page,
            items: page.items.map((user) => (user.id === changed.id ? changed : user)),
          })),
        },
  );
  void queries.invalidateQueries({ queryKey: keys.users, refetchType: 'none' });
}
