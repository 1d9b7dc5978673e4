import { idParams, panelJobs, panelPrintRequest, panelState } from '@holdover/api';
import type { JobId } from '@holdover/kernel';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Service } from '../service/service.ts';
import type { OpenSession } from '../session/session-keeper.ts';
import type { JobOutcome, JobSession, JobsPort } from './jobs-port.ts';
import { registerOwnRoutes, type OwnRoutesOptions } from './own-routes.ts';
import { read } from './panel-answers.ts';
import type { PanelEvents } from './panel-events.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { registerScanRoutes, type ScanRoutesOptions } from './scan-routes.ts';
import { sessionOf } from './session-guard.ts';
import { registerServiceRoutes } from './service-routes.ts';
import { registerSessionRoutes, type SessionRoutesOptions } from './session-routes.ts';
import { registerUnlockRoutes, type UnlockRoutesOptions } from './unlock-routes.ts';

export interface PanelRoutesOptions
  extends SessionRoutesOptions, OwnRoutesOptions, ScanRoutesOptions, UnlockRoutesOptions {
  readonly events: PanelEvents;
  /** No service page without. */
  readonly service?: Service;
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
  registerOwnRoutes(app, options);
  registerJobRoutes(app, options);
  registerScanRoutes(app, options);
  registerUnlockRoutes(app, options);
  if (options.service !== undefined) registerServiceRoutes(app, options.service);
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

function check(outcome: JobOutcome): void {
  if (outcome.outcome === 'not-found') throw new PanelRefusal('not-found');
  if (outcome.outcome === 'unavailable') throw new PanelRefusal('not-available', { reason: outcome.reason });
}

function jobId(params: unknown): JobId {
  const parsed = idParams('job').safeParse(params);
  if (!parsed.success) throw new PanelRefusal('not-found');
  return parsed.data.id;
}
