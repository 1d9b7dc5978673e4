import type { PanelState, UnavailableReason } from '@holdover/api';
import { worksNow } from '@holdover/offline-login';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import type { Unlock } from '../unlock/unlock.ts';
import type { JobSession } from './jobs-port.ts';
import type { Availability } from './own-actions.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { sessionOf } from './session-guard.ts';

export interface UnlockRoutesOptions {
  readonly cookieName: string;
  readonly sessions: SessionKeeper;
  readonly unlock: Pick<Unlock, 'unlock' | 'lock'>;
  readonly state: () => PanelState;
  /** The mode of what is done now (C4). */
  readonly mode: () => JobSession['mode'];
}

/** POST /unlock-panel and POST /lock-panel → 202: the session's `unlocked` says when it is so. */
export function registerUnlockRoutes(
  app: FastifyInstance,
  { cookieName, sessions, unlock, state, mode }: UnlockRoutesOptions,
): void {
  const asking = (request: FastifyRequest): OpenSession => {
    const session = sessionOf(request, sessions, cookieName);
    sessions.touch(session.id);
    return session;
  };
  app.post('/api/unlock-panel', async (request, reply) => {
    const { id, user } = asking(request);
    const action = state().session?.actions.find(({ name }) => name === 'unlock-panel');
    if (action === undefined) throw new PanelRefusal('not-available', { reason: 'not-in-profile' });
    const trouble = unlock.unlock({ sessionId: id, userId: user.id, mode: mode() });
    if (trouble !== undefined) throw new PanelRefusal('not-available', { reason: trouble });
    return reply.status(202).send();
  });
  app.post('/api/lock-panel', async (request, reply) => {
    unlock.lock(asking(request).id);
    return reply.status(202).send();
  });
}

/** Table E. @param trouble why nobody can unlock the device now */
export function unlockAvailability(server: 'asked' | 'away', trouble: UnavailableReason | undefined): Availability {
  if (worksNow('unlock-panel', server) !== 'yes') return { available: false, reason: 'needs-print-server' };
  return trouble === undefined ? { available: true } : { available: false, reason: trouble };
}
