import {
  idParams,
  panelJobs,
  panelLoginAnswer,
  panelLoginRequest,
  panelPrintRequest,
  panelState,
  type PanelState,
} from '@holdover/api';
import type { JobId } from '@holdover/kernel';
import type { LoginRefusal } from '@holdover/offline-login';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type * as z from 'zod';
import type { LoginFlow, LoginOutcome } from '../session/login-flow.ts';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import type { JobOutcome, JobSession, JobsPort } from './jobs-port.ts';
import type { PanelEvents } from './panel-events.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { sessionOf } from './session-guard.ts';

export interface PanelRoutesOptions {
  readonly cookieName: string;
  readonly state: () => PanelState;
  readonly events: PanelEvents;
  readonly logIn: LoginFlow;
  readonly sessions: SessionKeeper;
  readonly jobs: JobsPort;
  /** The mode of what is done now (C4). */
  readonly mode: () => JobSession['mode'];
}

/** Body parsers, cookies, guards and problems are there already; paths as in the interface's *Panel API*. */
export function registerPanelRoutes(app: FastifyInstance, options: PanelRoutesOptions): void {
  const { state, events } = options;
  app.get('/api/state', async () => panelState.parse(state()));
  app.get('/api/events', (_request, reply) => {
    reply.hijack();
    events.serve(reply.raw);
  });
  registerSessionRoutes(app, options);
  registerJobRoutes(app, options);
  for (const action of ['copy', 'scan', 'unlock-panel']) {
    app.post(`/api/${action}`, async (request) => {
      sessionOf(request, options.sessions, options.cookieName);
      throw new PanelRefusal('not-available', { reason: 'not-in-this-version' });
    });
  }
}

function registerSessionRoutes(app: FastifyInstance, options: PanelRoutesOptions): void {
  const { cookieName, logIn, sessions, state } = options;
  app.post('/api/login', async (request, reply) => {
    const outcome = await logIn(read(panelLoginRequest, request.body));
    const session = opened(outcome, state());
    reply.setCookie(cookieName, session.id, { path: '/api', httpOnly: true, sameSite: 'strict' });
    return panelLoginAnswer.parse({ session });
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

function registerJobRoutes(app: FastifyInstance, { sessions, cookieName, jobs, mode }: PanelRoutesOptions): void {
  const asJobSession = ({ id, user }: OpenSession): JobSession => ({ id, user, mode: mode() });
  const started = (reply: FastifyReply, outcome: JobOutcome): FastifyReply => {
    check(outcome);
    return reply.status(202).send();
  };
  app.get('/api/jobs', async (request) => {
    const { user } = sessionOf(request, sessions, cookieName);
    return panelJobs.parse({ items: jobs.list(user) });
  });
  app.post('/api/jobs/print', async (request, reply) => {
    const session = sessionOf(request, sessions, cookieName);
    sessions.touch(session.id);
    return started(reply, await jobs.print(asJobSession(session), read(panelPrintRequest, request.body).ids));
  });
  app.post('/api/jobs/:id/print', async (request, reply) => {
    const session = sessionOf(request, sessions, cookieName);
    sessions.touch(session.id);
    return started(reply, await jobs.print(asJobSession(session), [jobId(request.params)]));
  });
  app.post('/api/jobs/:id/cancel', async (request, reply) => {
    const session = sessionOf(request, sessions, cookieName);
    sessions.touch(session.id);
    return started(reply, await jobs.cancel(asJobSession(session), jobId(request.params)));
  });
  app.delete('/api/jobs/:id', async (request, reply) => {
    const session = sessionOf(request, sessions, cookieName);
    sessions.touch(session.id);
    check(await jobs.remove(asJobSession(session), jobId(request.params)));
    return reply.status(204).send();
  });
}

/** @throws PanelRefusal for every outcome but a session */
function opened(outcome: LoginOutcome, state: PanelState): NonNullable<PanelState['session']> {
  switch (outcome.outcome) {
    case 'opened':
      if (state.session?.id === outcome.session.id) return state.session;
      throw new PanelRefusal('session-ended');
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

function loginRefusal(refusal: LoginRefusal): PanelRefusal {
  switch (refusal.code) {
    case 'locked':
      return new PanelRefusal('locked', { retryAfter: refusal.retryAfter });
    case 'offline-login-unavailable':
      return new PanelRefusal('offline-login-unavailable', { reason: 'needs-print-server' });
    case 'unknown-credential':
    case 'expired':
    case 'disabled':
    case 'method-not-allowed':
      return new PanelRefusal(refusal.code);
  }
}

function check(outcome: JobOutcome): void {
  if (outcome.outcome === 'not-found') throw new PanelRefusal('not-found');
  if (outcome.outcome === 'unavailable') throw new PanelRefusal('not-available', { reason: outcome.reason });
}

function jobId(params: unknown): JobId {
  const parsed = idParams('job').safeParse(params);
  if (!parsed.success) throw new PanelRefusal('not-found');
  return parsed.data.id;
}

/** Never says what was sent: it may be a secret. */
function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new PanelRefusal('bad-request');
  return parsed.data;
}
