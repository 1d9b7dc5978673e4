import type { Instant, UserId } from '@holdover/kernel';

/** B4: users beyond the cap of synchronization whom a terminal keeps because they logged in there. */
export const MOST_SESSION_CACHED = 1_000;

export interface SessionCachedUser {
  readonly userId: UserId;
  readonly lastUsedAt: Instant;
}

/**
 * B4: who is kept and who is dropped, least recently used first. Users whom synchronization holds anyway do not count.
 * Equal times fall to the id, so that every run drops the same.
 */
export function sessionCached<U extends SessionCachedUser>(
  users: readonly U[],
  synchronized: ReadonlySet<UserId>,
  most: number = MOST_SESSION_CACHED,
): { readonly kept: readonly U[]; readonly dropped: readonly U[] } {
  const beyond = users
    .filter(({ userId }) => !synchronized.has(userId))
    .toSorted((a, b) => b.lastUsedAt - a.lastUsedAt || (a.userId < b.userId ? -1 : 1));
  const dropped = new Set(beyond.slice(most));
  return { kept: users.filter((user) => !dropped.has(user)), dropped: [...dropped] };
}
