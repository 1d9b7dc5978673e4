import type { UserId } from '@holdover/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { keys } from '../../client/query-keys.ts';

/** After a PIN or card came or went: its list, the counts of the user, and where they can log in. */
export function useCredentialsChanged(id: UserId, list: readonly string[]): () => Promise<void> {
  const queries = useQueryClient();
  return async () => {
    const stale = [list, keys.user(id), keys.users];
    await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
  };
}
