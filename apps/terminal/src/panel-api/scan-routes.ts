import { Readable } from 'node:stream';
import {
  idField,
  idParams,
  panelCopyRequest,
  panelScanner,
  panelScanRequest,
  panelTask,
  panelTaskRetry,
  panelTasks,
} from '@holdover/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { JobSession } from './jobs-port.ts';
import { read } from './panel-answers.ts';
import { PanelRefusal } from './panel-refusal.ts';
import { sessionOf } from './session-guard.ts';
import type { TaskOutcome, TaskRefusal, TasksPort } from './tasks-port.ts';

export interface ScanRoutesOptions {
  readonly cookieName: string;
  readonly sessions: SessionKeeper;
  readonly tasks: TasksPort;
  /** The mode of what is done now (C4). */
  readonly mode: () => JobSession['mode'];
}

const pageParams = z.object({ id: idField('activity'), page: z.coerce.number().int().min(1) });

/** Copies and scans; paths as in `panel-scans` of the API. */
export function registerScanRoutes(
  app: FastifyInstance,
  { cookieName, sessions, tasks, mode }: ScanRoutesOptions,
): void {
  const present = (request: FastifyRequest): JobSession => {
    const { id, user } = sessionOf(request, sessions, cookieName);
    return { id, user, mode: mode() };
  };
  /** Whoever asks for something is there. */
  const asking = (request: FastifyRequest): JobSession => {
    const session = present(request);
    sessions.touch(session.id);
    return session;
  };

  app.get('/api/scanner', async (request) => {
    const told = await tasks.scanner(present(request));
    return told.outcome === 'told' ? panelScanner.parse(told.scanner) : refuse(told);
  });
  app.post('/api/copy', async (request, reply) =>
    started(reply, await tasks.copy(asking(request), read(panelCopyRequest, request.body))),
  );
  app.post('/api/scan', async (request, reply) =>
    started(reply, await tasks.scan(asking(request), read(panelScanRequest, request.body))),
  );
  app.get('/api/tasks', async (request) => panelTasks.parse({ items: tasks.list(present(request)) }));
  for (const what of ['more', 'finish', 'cancel'] as const) {
    app.post(`/api/tasks/:id/${what}`, async (request, reply) =>
      started(reply, tasks.act(asking(request), taskId(request.params), what)),
    );
  }
  app.post('/api/tasks/:id/retry', async (request, reply) => {
    const { target } = read(panelTaskRetry, request.body ?? {});
    return started(reply, tasks.retry(asking(request), taskId(request.params), target));
  });
  app.get('/api/tasks/:id/pages/:page', async (request, reply) => {
    const session = present(request);
    const params = pageParams.safeParse(request.params);
    const page = params.success ? tasks.preview(session, params.data.id, params.data.page) : undefined;
    if (page === undefined) throw new PanelRefusal('not-found');
    return reply.header('content-type', 'image/jpeg').send(Readable.from(page, { objectMode: false }));
  });
}

function started(reply: FastifyReply, outcome: TaskOutcome): FastifyReply {
  return outcome.outcome === 'started' ? reply.status(202).send(panelTask.parse(outcome.task)) : refuse(outcome);
}

/** @throws PanelRefusal always */
function refuse(refusal: TaskRefusal): never {
  if (refusal.outcome === 'unavailable') throw new PanelRefusal('not-available', { reason: refusal.reason });
  throw new PanelRefusal(refusal.outcome);
}

function taskId(params: unknown) {
  const parsed = idParams('activity').safeParse(params);
  if (!parsed.success) throw new PanelRefusal('not-found');
  return parsed.data.id;
}
