import { listActivities, listSessions } from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import type { SessionStore } from './session-store.ts';

export function addSessionRoutes(routes: RouteRegistrar, sessions: SessionStore): void {
  routes.add(listSessions, async ({ query }) => unlocked(await sessions.sessions(query)));
  routes.add(listActivities, async ({ query }) => unlocked(await sessions.activities(query)));
}

/** The contract's arrays are not read-only. */
function unlocked<T>({ items, nextCursor }: { readonly items: readonly T[]; readonly nextCursor: string | null }) {
  return { items: [...items], nextCursor };
}
