import { listActivities, listSessions } from '@holdover/api';
import { timeRangeOf } from '../../database/time-range.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { SessionStore } from './session-store.ts';

export function addSessionRoutes(routes: RouteRegistrar, sessions: SessionStore): void {
  routes.add(listSessions, async ({ query }) => unlocked(await sessions.sessions({ ...query, ...timeRangeOf(query) })));
  routes.add(listActivities, async ({ query }) =>
    unlocked(await sessions.activities({ ...query, ...timeRangeOf(query) })),
  );
}

/** The contract's arrays are not read-only. */
function unlocked<T>({ items, nextCursor }: { readonly items: readonly T[]; readonly nextCursor: string | null }) {
  return { items: [...items], nextCursor };
}
