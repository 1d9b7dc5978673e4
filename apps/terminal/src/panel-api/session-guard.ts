import { SESSION_HEADER } from '@holdover/api';
import type { FastifyRequest } from 'fastify';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import { PanelRefusal } from './panel-refusal.ts';

/**
 * The session a call belongs to.
 * Invariant: a late call of one person never runs in the next one's session. The header names the session, else the cookie
 * does; only a caller on this machine may name none.
 * @throws PanelRefusal `session-ended`
 */
export function sessionOf(request: FastifyRequest, sessions: SessionKeeper, cookieName: string): OpenSession {
  const session = sessions.current();
  const named = request.headers[SESSION_HEADER] ?? request.cookies[cookieName];
  const isNamed = named === undefined ? isLoopback(request.ip) : named === session?.id;
  if (session === undefined || !isNamed) throw new PanelRefusal('session-ended');
  return session;
}

function isLoopback(address: string): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address);
}
