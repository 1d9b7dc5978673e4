import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  DEFAULT_MAIL,
  listProfiles,
  panelProblem,
  panelScanner,
  panelTask,
  panelTasks,
  patchProfile,
  patchUser,
  putMail,
  putUserPassword,
  type PanelLoginRequest,
  type PanelTask,
} from '@holdover/api';
import { sampleDocument, sendDocument } from '@holdover/demo';
import { present, seconds } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';

const ANNA = { userName: 'anna', pin: '482915', card: '04A1B2C3D4', password: 'correct horse battery' };

/** How Anna can log in, by rule of table E. */
const LOGINS: readonly (readonly [string, PanelLoginRequest])[] = [
  ['E1', { method: 'pin', pin: ANNA.pin }],
  ['E1', { method: 'card', card: ANNA.card }],
  ['E1', { method: 'card+pin', card: ANNA.card, pin: ANNA.pin }],
  ['E2', { method: 'password', userName: ANNA.userName, password: ANNA.password }],
];

let dir: string;
let fleet: Fleet;
let station: StationRunning;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'holdover-table-e-'));
  fleet = await startFleet({ dir });
  await setUpAnna();
  const made = await fleet.addStation('kyocera', 'multifunction');
  await mkdir(join(made.dataDir, 'usb', 'STICK'), { recursive: true });
  station = await fleet.run(made);
  await fleet.synchronize([station], [ANNA]);
  await waitUntil('the terminal to know the profile', async () => (await station.panel.state()).cardRegistration);
});
afterAll(async () => {
  await fleet.close();
  await rm(dir, { recursive: true, force: true });
});

/** All four ways in, an address for her scans, and a mail server that is named (whether it answers is not asked here). */
async function setUpAnna(): Promise<void> {
  const { api } = fleet;
  const { id } = await fleet.addPerson(ANNA);
  await api.call(patchUser, { params: { id }, body: { email: 'anna@example.org' } });
  await api.call(putUserPassword, { params: { id }, body: { password: ANNA.password } });
  await api.call(putMail, {
    body: { ...DEFAULT_MAIL, enabled: true, host: '127.0.0.1', port: 9, from: 'holdover@example.org' },
  });
  const { items } = await api.call(listProfiles, { query: {} });
  const profile = present(
    items.find((item) => item.default),
    'the default profile',
  );
  const loginMethods = ['pin', 'card', 'card+pin', 'password'] as const;
  await api.call(patchProfile, {
    params: { id: profile.id },
    body: { loginMethods: [...loginMethods], cardRegistration: true },
  });
}

const url = (path: string): URL => new URL(`/api/${path}`, station.terminal.panelUrl);

/** A call of the panel's page. */
async function ask(path: string, body?: object): Promise<{ status: number; content: unknown }> {
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(url(path), { method: body === undefined ? 'GET' : 'POST', ...(body && json) });
  const text = await answer.text();
  return { status: answer.status, content: text === '' ? undefined : JSON.parse(text) };
}

async function refusal(path: string, body: object): Promise<readonly [string, string | undefined]> {
  const { code, reason } = panelProblem.parse((await ask(path, body)).content);
  return [code, reason];
}

async function logIn(request: PanelLoginRequest): Promise<string> {
  const answer = await station.panel.login(request);
  return 'session' in answer ? answer.session.mode : answer.refusal.code;
}

/** Of the session that is open: whether an action is offered, or why not. */
async function offered(name: string): Promise<string> {
  const { session } = await station.panel.state();
  const action = session?.actions.find((one) => one.name === name);
  return action?.available === true ? 'offered' : (action?.reason ?? 'absent');
}

async function targets(): Promise<readonly (readonly [string, string])[]> {
  const { targets: known } = panelScanner.parse((await ask('scanner')).content);
  return known.map(({ id, available, held, reason }) => [id, available ? (held ? 'held' : 'offered') : `${reason}`]);
}

/** Starts a copy or scan of one sheet, and says how it ended. */
async function run(path: 'copy' | 'scan', body: object): Promise<PanelTask['state']> {
  station.printer.escl?.loadFeeder(1);
  const started = await ask(path, { source: 'feeder', ...body });
  expect(started.status).toBe(202);
  const { id } = panelTask.parse(started.content);
  return waitUntil(`the ${path} to end`, async () => {
    const { items } = panelTasks.parse((await ask('tasks')).content);
    const task = items.find((item) => item.id === id);
    return task !== undefined && OVER.has(task.state) ? task.state : undefined;
  });
}

const OVER: ReadonlySet<string> = new Set(['done', 'held', 'cancelled', 'failed']);

async function send(queueUri: string, title: string): Promise<void> {
  await sendDocument({ queueUri, userName: ANNA.userName, title, document: sampleDocument(title, 1) });
}

async function jobNamed(name: string) {
  return waitUntil(`${name} to be listed`, async () => (await station.panel.jobs()).find((job) => job.name === name));
}

/** What a person at the panel finds in each row, in one session by PIN. */
async function walkTheTable(server: 'asked' | 'away'): Promise<Record<string, unknown>> {
  await send(station.terminal.queueUri, `from the device, server ${server}`);
  const ways: Record<string, unknown> = {};
  const { methods } = await station.panel.state();
  for (const [, request] of LOGINS) {
    const shown = methods.find(({ method }) => method === request.method);
    ways[request.method] = [shown?.available === true ? 'offered' : shown?.reason, await logIn(request)];
    await station.panel.logout().catch(() => undefined);
  }
  await logIn(LOGINS[0]?.[1] ?? expect.fail('a PIN'));
  const fromDevice = await jobNamed(`from the device, server ${server}`);
  await station.panel.print([fromDevice.id]);
  const found = {
    ways,
    fromDevice: fromDevice.available,
    copy: [await offered('copy'), await run('copy', {})],
    targets: Object.fromEntries(await targets()),
    usb: await run('scan', { target: 'usb' }),
    unlock: [await offered('unlock-panel'), (await ask('unlock-panel', {})).status],
    ownCredentials: [await offered('register-card'), await offered('change-pin')],
  };
  await ask('lock-panel', {});
  return found;
}

describe('table E at a panel', () => {
  test('[E1] [E2] [E3] [E6] [E7] [E8] [E9] [E10] online everything is offered, and works', async () => {
    expect(await walkTheTable('asked')).toEqual({
      ways: Object.fromEntries(LOGINS.map(([, { method }]) => [method, ['offered', 'online']])),
      fromDevice: true,
      copy: ['offered', 'done'],
      targets: { me: 'offered', usb: 'offered' },
      usb: 'done',
      unlock: ['offered', 202],
      ownCredentials: ['offered', 'offered'],
    });
  });

  test('[C4a] [E5] [E11] what waits on the server stays listed when it goes away in a session, dimmed, and is refused', async () => {
    await send(fleet.server.queueUri('pull'), 'from the server');
    const before = await jobNamed('from the server');
    expect(before.available).toBe(true);
    fleet.cable.set(false);
    await waitUntil('the cut to be noticed', () => station.terminal.link() === 'offline', seconds(60));
    expect(await jobNamed('from the server')).toMatchObject({ available: false, reason: 'needs-print-server' });
    expect(await refusal(`jobs/${before.id}/print`, {})).toEqual(['not-available', 'needs-print-server']);
    await station.panel.logout();
  });

  test('[E1] [E2] [E3] [E6] [E7] [E8] [E9] [E10] offline each row is as the table says, with its reason', async () => {
    const fromCache = ['offered', 'offline'];
    expect(await walkTheTable('away')).toEqual({
      ways: {
        pin: fromCache,
        card: fromCache,
        'card+pin': fromCache,
        password: ['needs-print-server', 'offline-login-unavailable'],
      },
      fromDevice: true,
      copy: ['offered', 'done'],
      targets: { me: 'held', usb: 'offered' },
      usb: 'done',
      unlock: ['offered', 202],
      ownCredentials: ['needs-print-server', 'needs-print-server'],
    });
  });

  test('[E8] [E11] a scan to me is held; what needs the server is refused with that reason, whoever asks', async () => {
    expect(await run('scan', { target: 'me' })).toBe('held');
    const proof = { method: 'pin', pin: ANNA.pin };
    const needsServer = ['not-available', 'needs-print-server'];
    expect(await refusal('register-card', { card: '04FFEEDD', proof })).toEqual(needsServer);
    expect(await refusal('change-pin', { proof })).toEqual(needsServer);
  });
});
