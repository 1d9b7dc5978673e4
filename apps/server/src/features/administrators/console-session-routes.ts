import { listConsoleSessions, revokeConsoleSession } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { ConsoleSessions } from './console-sessions.ts';

export function addConsoleSessionRoutes(routes: RouteRegistrar, sessions: ConsoleSessions): void {
  routes.add(listConsoleSessions, async ({ actor, query }) => {
    const page = await sessions.list(actor, query);
    const own = actor.kind === 'administrator' ? actor.session : undefined;
    return {
      ...page,
      items: page.items.map((session) => ({
        ...session,
        createdAt: toRfc3339(session.createdAt),
        seenAt: toRfc3339(session.seenAt),
        own: session.id === own,
      })),
    };
  });
  routes.add(revokeConsoleSession, ({ actor, params }) => sessions.revoke(actor, params.id));
}
