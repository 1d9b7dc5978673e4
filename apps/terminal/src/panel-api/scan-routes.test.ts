import fastifyCookie from '@fastify/cookie';
import { makeId, type ActivityId } from '@holdover/kernel';
import { createMemoryLogger } from '@holdover/testbed';
import fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createSessionKeeper, type SessionKeeper } from '../session/session-keeper.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { NO_TASKS } from '../testing/no-tasks.ts';
import { samplePerson } from '../testing/sample-state.ts';
import { registerProblems } from './problem-answer.ts';
import { registerScanRoutes } from './scan-routes.ts';
import type { TaskOutcome, TasksPort } from './tasks-port.ts';

describe('copies and scans in the panel’s API', () => {
  let world: TestJournal;
  let app: FastifyInstance;
  let sessions: SessionKeeper;
  let id: ActivityId;
  let asked: unknown[];
  let outcome: TaskOutcome;

  beforeEach(async () => {
    world = openTestJournal();
    const { clock, entropy, journal } = world;
    const { user } = samplePerson(entropy, 'Anna', '482913', '04A23B');
    id = makeId('activity', TEST_NOW, entropy);
    asked = [];
    outcome = { outcome: 'started', task: { ...TASK, id } };
    const logger = createMemoryLogger();
    sessions = createSessionKeeper({
      journal,
      clock,
      logger,
      mode: () => 'offline',
      idleTimeoutSeconds: () => 60,
      stopJobs: () => undefined,
      onChanged: () => undefined,
    });
    const sessionId = makeId('session', TEST_NOW, entropy);
    sessions.begin({ sessionId, userId: user.id, method: 'pin', credentialIds: [], mode: 'offline' }, user);
    app = fastify();
    registerProblems(app, logger);
    await app.register(fastifyCookie);
    registerScanRoutes(app, { cookieName: 'panel', sessions, tasks: tasks(), mode: () => 'offline' });
  });
  afterEach(async () => {
    await app.close();
    world.remove();
  });

  function tasks(): TasksPort {
    return {
      ...NO_TASKS,
      copy: async ({ mode }, request) => {
        asked.push([mode, request]);
        return outcome;
      },
      scan: async (_, request) => {
        asked.push(request);
        return outcome;
      },
      list: () => [{ ...TASK, id }],
      act: (_, task, what) => {
        asked.push([task, what]);
        return outcome;
      },
      retry: (_, task, target) => {
        asked.push([task, target]);
        return outcome;
      },
      preview: (_, task, page) => (task === id && page === 1 ? once('a page') : undefined),
    };
  }

  const post = (url: string, payload?: object) =>
    app.inject({ method: 'POST', url: `/api/${url}`, ...(payload === undefined ? {} : { payload }) });

  test('what is left out of a request is what most people want', async () => {
    expect((await post('copy', { source: 'platen' })).statusCode).toBe(202);
    expect((await post('scan', { source: 'feeder', target: 'me' })).json()).toMatchObject({ id, state: 'scanning' });
    expect(asked).toEqual([
      ['offline', { source: 'platen', twoSidedOriginal: false, copies: 1, color: false, twoSided: false, size: 'a4' }],
      {
        source: 'feeder',
        target: 'me',
        twoSidedOriginal: false,
        color: 'color',
        resolution: 300,
        size: 'a4',
        format: 'pdf',
      },
    ]);
  });

  test('a task is told what to do by its id; another try needs no body, and may name a target', async () => {
    for (const what of ['more', 'finish', 'cancel']) expect((await post(`tasks/${id}/${what}`)).statusCode).toBe(202);
    await post(`tasks/${id}/retry`);
    await post(`tasks/${id}/retry`, { target: 'usb' });
    expect(asked).toEqual([
      [id, 'more'],
      [id, 'finish'],
      [id, 'cancel'],
      [id, undefined],
      [id, 'usb'],
    ]);
    expect((await app.inject('/api/tasks')).json()).toMatchObject({ items: [{ id }] });
  });

  test.each([
    ['not-found', 404],
    ['task-active', 409],
    ['bad-request', 400],
    ['session-ended', 409],
  ] as const)('%s is answered as that', async (code, status) => {
    outcome = { outcome: code };
    const answer = await post('copy', { source: 'platen' });
    expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
  });

  test('[E11] what is not available says why', async () => {
    outcome = { outcome: 'unavailable', reason: 'scanner-unreachable' };
    const answer = await post('scan', { source: 'platen', target: 'usb' });
    expect(answer.json()).toMatchObject({ code: 'not-available', reason: 'scanner-unreachable' });
    expect((await app.inject('/api/scanner')).json()).toMatchObject({ code: 'not-available', reason: 'no-scanner' });
  });

  test('a page is an image, and what is none is not found', async () => {
    const page = await app.inject(`/api/tasks/${id}/pages/1`);
    expect([page.statusCode, page.headers['content-type'], page.body]).toEqual([200, 'image/jpeg', 'a page']);
    for (const path of [`${id}/pages/2`, `${id}/pages/0`, `${id}/pages/x`, 'act_1/pages/1']) {
      expect((await app.inject(`/api/tasks/${path}`)).statusCode).toBe(404);
    }
  });

  test.each([
    ['copy', { source: 'tray' }],
    ['copy', { source: 'platen', copies: 1_000 }],
    ['copy', { source: 'platen', more: 1 }],
    ['scan', { source: 'platen' }],
    ['scan', { source: 'platen', target: 'me', resolution: 5_000 }],
  ])('%s %j is refused', async (path, body) => {
    expect((await post(path, body)).statusCode).toBe(400);
    expect(asked).toEqual([]);
  });

  test('without a session, or in another one, nothing is done and nothing shown', async () => {
    const headers = { 'holdover-session': makeId('session', TEST_NOW, world.entropy) };
    const other = await app.inject({ method: 'POST', url: '/api/copy', headers, payload: { source: 'platen' } });
    expect(other.json()).toMatchObject({ status: 409, code: 'session-ended' });
    sessions.logout(sessions.current()?.id ?? headers['holdover-session']);
    for (const url of ['/api/scanner', '/api/tasks', `/api/tasks/${id}/pages/1`]) {
      expect((await app.inject(url)).json()).toMatchObject({ code: 'session-ended' });
    }
    expect((await post(`tasks/${id}/cancel`)).statusCode).toBe(409);
    expect(asked).toEqual([]);
  });
});

const TASK = {
  kind: 'copy',
  state: 'scanning',
  pages: 0,
  impressions: 0,
  impressionsExpected: null,
  reason: null,
  canRetry: false,
  previews: 0,
  target: null,
} as const;

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
