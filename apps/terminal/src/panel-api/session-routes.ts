import { panelLoginAnswer, panelLoginRequest, panelSwitch, type PanelState } from '@holdover/api';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { LoginFlow, LoginOutcome } from '../session/login-flow.ts';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import { loginRefusal, read, sessionIn } from './panel-answers.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { sessionOf } from './session-guard.ts';

export interface SessionRoutesOptions {
  readonly cookieName: string;
  /** The panel is reached by TLS. */
  readonly isSecure: boolean;
  readonly state: () => PanelState;
  readonly logIn: LoginFlow;
  readonly sessions: SessionKeeper;
}

export function registerSessionRoutes(app: FastifyInstance, options: SessionRoutesOptions): void {
  const { cookieName, logIn, sessions } = options;
  app.post('/api/login', async (request, reply) => {
    const session = opened(await logIn(read(panelLoginRequest, request.body)));
    return answerSession(reply, options, session);
  });
  app.post('/api/switch-user', async (request, reply) => {
    const session = sessionOf(request, sessions, cookieName);
    if (!read(panelSwitch, request.body).accept) {
      sessions.declineSwitch(session.id);
      return reply.status(204).send();
    }
    return answerSession(reply, options, opened(sessions.acceptSwitch(session.id)));
  });
  app.post('/api/logout', async (request, reply) => {
    sessions.logout(sessionOf(request, sessions, cookieName).id);
    return reply.clearCookie(cookieName, { path: '/api' }).status(204).send();
  });
  app.post('/api/keep-alive', async (request, reply) => {
    sessions.touch(sessionOf(request, sessions, cookieName).id);
    return reply.status(204).send();
  });
}

/** The session as the panel sees it, and its cookie: the way back in for a page that is loaded anew. */
export function answerSession(
  reply: FastifyReply,
  { cookieName, isSecure, state }: Pick<SessionRoutesOptions, 'cookieName' | 'isSecure' | 'state'>,
  { id }: OpenSession,
): unknown {
  const session = sessionIn(state(), id);
  reply.setCookie(cookieName, id, { path: '/api', httpOnly: true, sameSite: 'strict', secure: isSecure });
  return panelLoginAnswer.parse({ session });
}

/** @throws PanelRefusal for every outcome but a session */
function opened(outcome: LoginOutcome): OpenSession {
  switch (outcome.outcome) {
    case 'opened':
      return outcome.session;
    case 'refused':
      throw loginRefusal(outcome.refusal);
    case 'offered':
    case 'busy':
      throw new PanelRefusal('session-active');
    case 'ended':
      throw new PanelRefusal('session-ended');
    case 'journal-full':
      throw new PanelRefusal('journal-full');
    case 'not-recorded':
      throw new PanelRefusal('terminal-fault');
  }
}
