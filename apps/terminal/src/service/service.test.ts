import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { createMemoryLogger, createSeededEntropy, type MemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isEnrolled, readIdentity, writeIdentity } from '../enrolment/terminal-identity.ts';
import { makeFirstBucket } from '../session/pin-throttle.ts';
import { openJournalStore } from '../store/terminal-stores.ts';
import { startTerminal } from '../terminal.ts';
import type { Terminal } from '../terminal-options.ts';
import { startFakeGateway, type FakeGateway } from '../testing/fake-gateway.ts';
import { bookAll } from '../testing/intake.ts';
import { callPanel } from '../testing/panel-client.ts';
import { startRelay, type Relay } from '../testing/relay.ts';
import { quickStretch, sampleLogins, samplePerson, sampleSnapshot, sampleTidings } from '../testing/sample-state.ts';
import { until } from '../testing/until.ts';

const NOW = instant(1_760_000_000_000);
const KEY = new Uint8Array(32).fill(7);
const SERVICE_PIN = '12345678';

describe('the service page', () => {
  const anna = samplePerson(createSeededEntropy('service'), 'Anna', '482913', '04A23B');
  let logger: MemoryLogger;
  let folder: string;
  let gateway: FakeGateway;
  let relay: Relay;
  let terminal: Terminal;

  beforeEach(async () => {
    logger = createMemoryLogger();
    folder = await mkdtemp(join(tmpdir(), 'holdover-service-'));
    gateway = await startFakeGateway(createSystemEntropy(), {
      heartbeatSeconds: 1,
      tidings: sampleTidings({ serverTime: NOW }),
      login: sampleLogins([anna], KEY, NOW),
    });
    gateway.behaviour.state = () => sampleSnapshot({ identity: gateway.identity, people: [anna], key: KEY, at: NOW });
    gateway.behaviour.journal = bookAll({
      ...gateway.behaviour,
      terminalId: gateway.identity.terminalId,
      sign: (value) => gateway.sign(value),
    });
    relay = await startRelay(gateway.port);
    const key = await createKeyfileProtector(folder).unlock();
    const journal = openJournalStore(folder, key);
    makeFirstBucket(journal);
    journal.close();
    await writeIdentity(folder, key, { ...gateway.identity, gateways: [`127.0.0.1:${relay.port}`] });
    await start();
    await until(() => terminal.link() === 'online');
  });
  afterEach(async () => {
    expect(logger.text()).not.toContain(SERVICE_PIN);
    await terminal.close();
    await relay.close();
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  async function start(): Promise<void> {
    terminal = await startTerminal({
      dataDir: folder,
      printer: 'ipp://127.0.0.1:9/ipp/print',
      panel: { host: '127.0.0.1', port: 0 },
      ipp: { host: '127.0.0.1', port: 0 },
      pageDir: join(folder, 'no-page'),
      logger,
      stretch: quickStretch,
    });
  }
  const call = (path: string, token?: string, body?: unknown) =>
    callPanel(terminal.panelUrl, `service/${path}`, {
      ...(path === 'status' ? {} : { method: 'POST' }),
      ...(body === undefined ? {} : { body }),
      headers: token === undefined ? {} : { 'holdover-service': token },
    });
  async function pass(): Promise<string> {
    const { body } = await call('login', undefined, { pin: SERVICE_PIN });
    return (body as unknown as { token: string }).token;
  }

  test('[P6b] opens with the PIN alone, and says what the terminal knows of itself', async () => {
    for (const path of ['status', 'synchronize', 'test-page', 'leave']) {
      expect(await call(path, 'guess')).toMatchObject({ status: 409, body: { code: 'session-ended' } });
    }
    const wrong = await call('login', undefined, { pin: '00000000' });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'unknown-credential' } });
    const key = await createKeyfileProtector(folder).unlock();
    expect((await readIdentity(folder, key))?.servicePin).toMatch(/^\$argon2id\$/);
    const token = await pass();
    const { body } = await call('status', token);
    expect(body).toMatchObject({
      link: 'online',
      cachedUsers: 1,
      lastSynchronizedAt: '2025-10-09T08:53:20.000Z',
      keyProtector: 'keyfile',
      terminalId: gateway.identity.terminalId,
      printer: { uri: 'ipp://127.0.0.1:9/ipp/print', trouble: 'printer-unreachable' },
      cardReader: 'none',
      scanner: null,
      deviceAdapter: null,
      heldScans: 0,
    });
    expect(JSON.stringify(body)).not.toMatch(/anna/i);
    expect(await call('test-page', token)).toMatchObject({ status: 409, body: { reason: 'printer-unreachable' } });
    expect((await call('synchronize', token)).status).toBe(202);
  }, 30_000);

  test('[P6d] leaving wants the PIN again; it wipes the cache, hands the journal in and forgets who it was', async () => {
    const token = await pass();
    expect((await call('leave', token)).status).toBe(403);
    expect((await call('leave', token, { pin: '00000000' })).status).toBe(403);
    relay.setUp(false);
    await callPanel(terminal.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(await call('synchronize', token)).toMatchObject({ status: 409, body: { reason: 'needs-print-server' } });
    expect((await call('leave', token, { pin: SERVICE_PIN })).status).toBe(204);
    const { body } = await callPanel(terminal.panelUrl, 'state');
    expect([body.session, JSON.stringify(body)]).toEqual([null, expect.stringContaining('not-enrolled')]);
    const refused = await callPanel(terminal.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(refused.body.code).toBe('offline-login-unavailable');
    expect([terminal.journalBacklog() > 0, await isEnrolled(folder)]).toEqual([true, true]);
    await terminal.close();
    await start();
    relay.setUp(true);
    await until(() => terminal.journalBacklog() === 0 && terminal.link() === 'online');
    await until(async () => !(await isEnrolled(folder)));
    const { seen } = gateway;
    expect(seen.batches.flatMap(({ records }) => records).join()).toContain('"reason":"logout"');
    expect((await callPanel(terminal.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } })).status).toBe(403);
    await terminal.close();
    await expect(start()).rejects.toMatchObject({ code: 'not-enrolled' });
  }, 30_000);
});
