import { mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { PanelJob } from '@holdover/api';
import { hours, makeId, type JobId } from '@holdover/kernel';
import { locked } from '@holdover/offline-login';
import { createMemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PinChangeOutcome, RegistrationOutcome } from '../own-credentials/own-credentials.ts';
import type { LoginOutcome } from '../session/login-flow.ts';
import { createSessionKeeper, type SessionKeeper } from '../session/session-keeper.ts';
import { openTestJournal, TEST_NOW, type TestJournal } from '../testing/open-test-journal.ts';
import { callPanel } from '../testing/panel-client.ts';
import { NO_TASKS } from '../testing/no-tasks.ts';
import { samplePerson, type Person } from '../testing/sample-state.ts';
import type { JobOutcome, JobSession, JobsPort } from './jobs-port.ts';
import { createPanelEvents } from './panel-events.ts';
import { startPanelServer, type PanelServer } from './panel-server.ts';
import { panelStateOf, type PanelFacts } from './panel-state.ts';
import { createSignal, type Signal } from './signal.ts';

const START_PAGE = 'http://127.0.0.1:8400';

describe('the panel’s API', () => {
  let world: TestJournal;
  let anna: Person;
  let sessions: SessionKeeper;
  let panel: PanelServer;
  let changes: Signal;
  let outcome: LoginOutcome | undefined;
  let registration: RegistrationOutcome;
  let pinChange: PinChangeOutcome;
  let jobs: PanelJob[];
  let asked: [string, JobSession['mode'], readonly JobId[]][];
  let answer: JobOutcome;

  beforeEach(async () => {
    world = openTestJournal();
    const { clock, entropy, journal, folder } = world;
    anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
    changes = createSignal();
    outcome = undefined;
    registration = { outcome: 'unavailable' };
    pinChange = { outcome: 'unavailable' };
    jobs = [];
    asked = [];
    answer = { outcome: 'started' };
    sessions = createSessionKeeper({
      journal,
      clock,
      logger: createMemoryLogger(),
      mode: () => 'offline',
      idleTimeoutSeconds: () => 60,
      stopJobs: () => undefined,
      onChanged: () => changes.notify(),
    });
    const port = (name: string) => (session: JobSession, ids: JobId | readonly JobId[]) => {
      asked.push([name, session.mode, [ids].flat()]);
      return Promise.resolve(answer);
    };
    const jobsPort: JobsPort = {
      list: () => jobs,
      print: port('print'),
      cancel: port('cancel'),
      remove: port('remove'),
      stop: () => undefined,
      subscribe: () => () => undefined,
    };
    const state = () => panelStateOf(facts({ session: sessions.current() }));
    await mkdir(join(folder, 'page'));
    await writeFile(join(folder, 'page/index.html'), '<!doctype html><title>Panel</title>');
    panel = await startPanelServer({
      address: { host: '127.0.0.1', port: 0 },
      pageDir: join(folder, 'page'),
      frameAncestors: [START_PAGE],
      cookieName: 'holdover-panel-test',
      logger: createMemoryLogger(),
      state,
      events: createPanelEvents({
        clock,
        changes,
        state,
        jobs: () => (sessions.current() === undefined ? undefined : jobs),
        tasks: () => undefined,
      }),
      logIn: () => Promise.resolve(outcome ?? begin()),
      own: { registerCard: () => Promise.resolve(registration), changePin: () => Promise.resolve(pinChange) },
      sessions,
      jobs: jobsPort,
      tasks: NO_TASKS,
      unlock: { unlock: () => 'device-not-lockable', lock: () => undefined },
      mode: () => 'offline',
    });
  });
  afterEach(async () => {
    await panel.close();
    world.remove();
  });

  function begin(): LoginOutcome {
    return sessions.begin(
      {
        sessionId: makeId('session', TEST_NOW, world.entropy),
        userId: anna.user.id,
        method: 'pin',
        credentialIds: [],
        mode: 'offline',
      },
      anna.user,
    );
  }

  const facts = (change: Partial<PanelFacts> = {}): PanelFacts => ({
    link: 'offline',
    deviceName: 'Kyocera',
    cache: undefined,
    session: undefined,
    hasJobs: false,
    time: world.time.now(),
    pinLockedFor: hours(0),
    journalRoom: 'room',
    journalBacklog: 0,
    ...change,
  });
  const logIn = async (): Promise<string> => {
    const { body } = await callPanel(panel.url, 'login', { body: { method: 'pin', pin: '482913' } });
    return body.session?.id ?? '';
  };
  const jobId = () => makeId('job', TEST_NOW, world.entropy);

  /** `fetch` allows no Host of one's own. */
  function statusWith(path: string, headers: Record<string, string>, body?: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const call = request(new URL(path, panel.url), { method: body === undefined ? 'GET' : 'POST', headers });
      call.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  test('answers its own host alone, so that no name of an attacker’s reaches it', async () => {
    const { port } = new URL(panel.url);
    expect(await statusWith('/api/state', { host: `127.0.0.1:${port}` })).toBe(200);
    expect(await statusWith('/api/state', { host: `localhost:${port}` })).toBe(200);
    expect(await statusWith('/api/state', { host: `panel.example:${port}` })).toBe(403);
    expect(await statusWith('/', { host: 'panel.example' })).toBe(403);
  });

  test('refuses pages of other origins, whatever they send', async () => {
    const { host } = new URL(panel.url);
    const pin = JSON.stringify({ method: 'pin', pin: '482913' });
    const json = { 'content-type': 'application/json' };
    expect(await statusWith('/api/login', { host, ...json, origin: 'http://evil.example' }, pin)).toBe(403);
    expect(await statusWith('/api/login', { host, ...json, origin: START_PAGE }, pin)).toBe(403);
    expect(await statusWith('/api/login', { host, ...json, 'sec-fetch-site': 'cross-site' }, pin)).toBe(403);
    expect(sessions.current()).toBeUndefined();
    expect(await statusWith('/api/login', { host, ...json, origin: `http://${host}` }, pin)).toBe(200);
  });

  test.each(['application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data; boundary=x'])(
    'takes no %s',
    async (type) => {
      const { host } = new URL(panel.url);
      expect(await statusWith('/api/login', { host, 'content-type': type }, '{"method":"pin","pin":"482913"}')).toBe(
        400,
      );
      expect(sessions.current()).toBeUndefined();
    },
  );

  test('serves the page framed by nobody but the start page, and lets no other page read it', async () => {
    const response = await fetch(panel.url);
    expect(await response.text()).toContain('<title>Panel</title>');
    expect(response.headers.get('content-security-policy')).toContain(`frame-ancestors ${START_PAGE}`);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.has('access-control-allow-origin')).toBe(false);
  });

  test('a body that breaks the contract is refused without repeating what was typed', async () => {
    for (const body of [
      { method: 'pin', pin: 482913 },
      { method: 'pin', pin: '482913', more: 1 },
      { method: 'iris' },
      [],
    ]) {
      const refused = await callPanel(panel.url, 'login', { body });
      expect(refused).toMatchObject({ status: 400, body: { code: 'bad-request' } });
      expect(JSON.stringify(refused.body)).not.toContain('482913');
    }
    const { host } = new URL(panel.url);
    expect(await statusWith('/api/login', { host, 'content-type': 'application/json' }, '{"method":')).toBe(400);
  });

  test.each([
    ['unknown-credential', 403],
    ['expired', 403],
    ['disabled', 403],
    ['method-not-allowed', 403],
  ] as const)('the refusal %s has status %i and a text in the panel’s language', async (code, status) => {
    outcome = { outcome: 'refused', refusal: { decision: 'refused', code } };
    const german = await callPanel(panel.url, 'login', {
      body: { method: 'pin', pin: '1' },
      headers: { 'accept-language': 'de-AT' },
    });
    expect(german).toMatchObject({ status, body: { code, status } });
    const english = await callPanel(panel.url, 'login', { body: { method: 'pin', pin: '1' } });
    expect(english.body).not.toEqual(german.body);
  });

  test('[D3f] locked is 429 and says for how long', async () => {
    outcome = { outcome: 'refused', refusal: locked(hours(1)) };
    const response = await fetch(new URL('api/login', panel.url), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method: 'pin', pin: '1' }),
    });
    expect([response.status, response.headers.get('retry-after'), response.headers.get('content-type')]).toEqual([
      429,
      '3600',
      'application/problem+json; charset=utf-8',
    ]);
    expect(await response.json()).toMatchObject({ code: 'locked', retryAfterSeconds: 3600 });
  });

  test('a late call of one person does not run in the next one’s session', async () => {
    const first = await logIn();
    await callPanel(panel.url, 'logout', { method: 'POST', headers: { 'holdover-session': first } });
    const second = await logIn();
    const late = await callPanel(panel.url, 'jobs/print', {
      body: { ids: [jobId()] },
      headers: { 'holdover-session': first },
    });
    expect(late).toMatchObject({ status: 409, body: { code: 'session-ended' } });
    expect(asked).toEqual([]);
    const own = await callPanel(panel.url, 'jobs/print', {
      body: { ids: [jobId()] },
      headers: { 'holdover-session': second },
    });
    expect(own.status).toBe(202);
  });

  test('without a session everything of a session is refused', async () => {
    const calls: [string, string][] = [
      ['POST', 'logout'],
      ['POST', 'keep-alive'],
      ['GET', 'jobs'],
      ['POST', `jobs/${jobId()}/print`],
      ['DELETE', `jobs/${jobId()}`],
      ['POST', 'copy'],
    ];
    for (const [method, path] of calls) {
      expect(await callPanel(panel.url, path, { method })).toMatchObject({
        status: 409,
        body: { code: 'session-ended' },
      });
    }
  });

  test('jobs are printed, cancelled and removed in the mode of the moment', async () => {
    const [one, two] = [jobId(), jobId()];
    await logIn();
    await callPanel(panel.url, 'jobs/print', { body: { ids: [one, two] } });
    await callPanel(panel.url, `jobs/${one}/cancel`, { method: 'POST' });
    expect((await callPanel(panel.url, `jobs/${two}`, { method: 'DELETE' })).status).toBe(204);
    expect(asked).toEqual([
      ['print', 'offline', [one, two]],
      ['cancel', 'offline', [one]],
      ['remove', 'offline', [two]],
    ]);
    answer = { outcome: 'not-found' };
    expect((await callPanel(panel.url, `jobs/${one}/print`, { method: 'POST' })).status).toBe(404);
    answer = { outcome: 'unavailable', reason: 'printer-unreachable' };
    expect(await callPanel(panel.url, `jobs/${one}/print`, { method: 'POST' })).toMatchObject({
      status: 409,
      body: { code: 'not-available', reason: 'printer-unreachable' },
    });
    expect((await callPanel(panel.url, 'jobs/nothing/print', { method: 'POST' })).status).toBe(404);
  });

  test('[E11] what cannot work is refused with its reason', async () => {
    await logIn();
    const copy = await callPanel(panel.url, 'copy', { body: { source: 'platen' } });
    expect(copy).toMatchObject({ status: 409, body: { code: 'not-available', reason: 'no-scanner' } });
  });

  test('pushes the state at once and after every change', async () => {
    const response = await fetch(new URL('api/events', panel.url));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (what: string): Promise<void> => {
      while (!text.includes(what)) text += (await reader?.read())?.value ?? '';
    };
    await readUntil('event: state');
    expect(text).toContain('"session":null');
    const id = await logIn();
    await readUntil(id);
    await readUntil('event: jobs');
    await reader?.cancel();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
  });
});
