import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request as plainRequest } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { days, later } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { createMemoryLogger, type MemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startDeskPanel } from '../testing/desk-panel.ts';
import { openLoginDesk, type LoginDesk } from '../testing/login-desk.ts';
import { openPanelAccess, panelTokenOf, type PanelAccess } from './panel-access.ts';
import type { PanelServer, PanelServerOptions } from './panel-server.ts';

/** Every address of loopback is this machine's, and this one is not called so: it stands for the network's. */
const NETWORK = '0.0.0.0';
/** TLS asks the machine whether a certificate is in time. */
const NOW = createSystemClock().wall();
const KEY = new Uint8Array(32).fill(5);

describe('a panel that is reached over the network', () => {
  const entropy = createSystemEntropy();
  let folder: string;
  let desk: LoginDesk;
  let logger: MemoryLogger;
  let access: PanelAccess;
  let panel: PanelServer | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdover-panel-'));
    desk = await openLoginDesk();
    logger = createMemoryLogger();
    access = await openPanelAccess({ folder, key: KEY, entropy }, { hosts: ['127.0.0.1'], now: NOW });
  });
  afterEach(async () => {
    await panel?.close();
    panel = undefined;
    desk.close();
    await rm(folder, { recursive: true });
  });

  async function start(change: Partial<PanelServerOptions> = {}): Promise<number> {
    panel = await startDeskPanel(desk, { address: { host: NETWORK, port: 0 }, access, logger, ...change });
    return Number(new URL(panel.url).port);
  }

  interface Heard {
    readonly status: number | undefined;
    readonly headers: IncomingMessage['headers'];
    readonly body: string;
  }
  interface Say {
    readonly path?: string;
    readonly headers?: Record<string, string>;
    readonly body?: unknown;
    readonly ask?: typeof request;
  }

  /** Trusts what it saw at first sight, as the administrator does who compares the fingerprint. */
  function call(port: number, { path = '/api/state', headers = {}, body, ask = request }: Say = {}): Promise<Heard> {
    const to = { host: '127.0.0.1', port, path, ca: access.certificate, checkServerIdentity: () => undefined };
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const calling = ask({ ...to, method: body === undefined ? 'GET' : 'POST', headers: { ...json, ...headers } });
      calling.on('error', reject);
      calling.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => (text += part));
        response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
      });
      calling.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
  const openLink = async (port: number, token: string): Promise<Heard> =>
    call(port, { path: `/panel-link?token=${token}` });
  const cookieOf = ({ headers }: Heard): string => headers['set-cookie']?.[0]?.split(';')[0] ?? '';

  test('without TLS it does not start, and it may be framed by nobody', async () => {
    await expect(start({ access: undefined })).rejects.toMatchObject({ code: 'panel-needs-tls', owner: 'caller' });
    await expect(start({ frameAncestors: ['http://127.0.0.1:8400'] })).rejects.toMatchObject({
      code: 'panel-not-framed',
    });
    await expect(start({ access: undefined, address: { host: '127.0.0.1', port: 0 } })).resolves.toBeGreaterThan(0);
  });

  test('plain HTTP is no language of it', async () => {
    const port = await start();
    await expect(call(port, { ask: plainRequest })).rejects.toThrow();
  });

  test('nothing is answered to who was not let in: no page, no state, no PIN tried', async () => {
    const port = await start();
    expect((await call(port)).status).toBe(403);
    expect((await call(port, { path: '/' })).status).toBe(403);
    const pin = { method: 'pin', pin: desk.anna.pin.digits };
    expect((await call(port, { path: '/api/login', body: pin })).status).toBe(403);
    expect((await call(port, { path: '/api/service/login', body: { pin: '12345678' } })).status).toBe(403);
    expect(desk.sessions.current()).toBeUndefined();
    const cookie = '__Host-holdover-panel-test=guess';
    expect((await call(port, { headers: { cookie } })).status).toBe(403);
    for (const guess of ['', 'guess', 'x'.repeat(43), 'x'.repeat(200)]) {
      const opened = await openLink(port, guess);
      expect([opened.status, opened.headers['set-cookie']]).toEqual([403, undefined]);
    }
  });

  test('its link leaves a cookie that no script reads and no other site sends, and then it serves', async () => {
    const port = await start();
    const opened = await openLink(port, await access.token());
    expect([opened.status, opened.headers.location]).toEqual([303, '/']);
    expect(opened.headers['set-cookie']?.[0]).toMatch(/^__Host-.*; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    expect(opened.headers['cache-control']).toBe('no-store');
    const cookie = cookieOf(opened);
    expect((await call(port, { headers: { cookie } })).status).toBe(200);
    const pin = { method: 'pin', pin: desk.anna.pin.digits };
    const login = await call(port, { path: '/api/login', body: pin, headers: { cookie } });
    expect(login.status).toBe(200);
    expect(login.headers['set-cookie']?.[0]).toContain('Secure');
    expect(logger.text()).not.toContain(await access.token());
  });

  test('with the cookie, too, foreign hosts, pages and forms are refused', async () => {
    const port = await start();
    const cookie = cookieOf(await openLink(port, await access.token()));
    const pin = { method: 'pin', pin: desk.anna.pin.digits };
    const logIn = async (headers: Record<string, string>): Promise<number | undefined> =>
      (await call(port, { path: '/api/login', body: pin, headers: { cookie, ...headers } })).status;
    expect(await logIn({ host: `panel.example:${port}` })).toBe(403);
    expect(await logIn({ origin: 'https://evil.example' })).toBe(403);
    expect(await logIn({ origin: `http://127.0.0.1:${port}` })).toBe(403);
    expect(await logIn({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await logIn({ 'content-type': 'text/plain' })).toBe(400);
    expect(desk.sessions.current()).toBeUndefined();
    expect(await logIn({ origin: `https://127.0.0.1:${port}` })).toBe(200);
  });

  test('another token shuts out whom the one before let in, while it runs', async () => {
    const port = await start();
    const cookie = cookieOf(await openLink(port, await access.token()));
    expect((await call(port, { headers: { cookie } })).status).toBe(200);
    const { token } = await panelTokenOf({ folder, key: KEY, entropy }, true);
    expect((await call(port, { headers: { cookie } })).status).toBe(403);
    const anew = cookieOf(await openLink(port, token));
    expect((await call(port, { headers: { cookie: anew } })).status).toBe(200);
  });

  test('token and key outlive a restart, under seal; the certificate is renewed in its last month and for new hosts', async () => {
    const options = { folder, key: KEY, entropy };
    const again = await openPanelAccess(options, { hosts: ['127.0.0.1'], now: later(NOW, days(300)) });
    expect([again.certificate, await again.token()]).toEqual([access.certificate, await access.token()]);
    const text = await readFile(join(folder, 'panel-access.json'), 'utf8');
    expect(text).not.toMatch(/PRIVATE KEY|BEGIN/);
    expect(text).not.toContain(await access.token());
    const late = await openPanelAccess(options, { hosts: ['127.0.0.1'], now: later(NOW, days(370)) });
    expect(late.certificate).not.toBe(access.certificate);
    const moved = await openPanelAccess(options, { hosts: ['127.0.0.1', 'kiosk.example'], now: later(NOW, days(371)) });
    expect([moved.certificate === late.certificate, await moved.token()]).toEqual([false, await access.token()]);
    const other = openPanelAccess({ ...options, key: new Uint8Array(32) }, { hosts: [], now: NOW });
    await expect(other).rejects.toMatchObject({ code: 'panel-access-damaged' });
  });
});
