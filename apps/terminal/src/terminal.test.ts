import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { createMemoryLogger, createSeededEntropy, type MemoryLogger } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeIdentity } from './enrolment/terminal-identity.ts';
import { LINK_CLOSE } from '@holdover/protocol';
import { panelLink } from './panel-api/panel-link.ts';
import { runTerminal } from './run-terminal.ts';
import { startTerminal } from './terminal.ts';
import type { Terminal, TerminalOptions } from './terminal-options.ts';
import { makeFirstBucket } from './session/pin-throttle.ts';
import { openJournalStore } from './store/terminal-stores.ts';
import { startFakeGateway, type FakeGateway } from './testing/fake-gateway.ts';
import { callPanel } from './testing/panel-client.ts';
import { startRelay, type Relay } from './testing/relay.ts';
import { quickStretch, sampleLogins, samplePerson, sampleSnapshot, sampleTidings } from './testing/sample-state.ts';
import { bookAll } from './testing/intake.ts';
import { until } from './testing/until.ts';

const NOW: Instant = instant(1_760_000_000_000);
const KEY = new Uint8Array(32).fill(7);

describe('a terminal against a gateway on real sockets', () => {
  const entropy = createSeededEntropy('terminal');
  const anna = samplePerson(entropy, 'Anna', '482913', '04A23B');
  const bela = samplePerson(entropy, 'Bela', '719305', '04C0FE');
  let logger: MemoryLogger;
  let folder: string;
  let gateway: FakeGateway;
  let relay: Relay;
  let terminal: Terminal | undefined;

  beforeEach(async () => {
    logger = createMemoryLogger();
    folder = await mkdtemp(join(tmpdir(), 'holdover-terminal-'));
    gateway = await startFakeGateway(createSystemEntropy(), {
      heartbeatSeconds: 1,
      tidings: sampleTidings({ serverTime: NOW }),
      login: sampleLogins([anna, bela], KEY, NOW),
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
  });

  afterEach(async () => {
    await terminal?.close();
    terminal = undefined;
    await relay.close();
    await gateway.close();
    await rm(folder, { recursive: true });
  });

  const optionsWith = (panel: TerminalOptions['panel']): TerminalOptions => ({
    dataDir: folder,
    printer: 'ipp://127.0.0.1:9/ipp/print',
    panel,
    ipp: { host: '127.0.0.1', port: 0 },
    pageDir: join(folder, 'no-page'),
    logger,
    stretch: quickStretch,
  });

  async function start(panel = { host: '127.0.0.1', port: 0 }): Promise<Terminal> {
    const started = await startTerminal(optionsWith(panel));
    terminal = started;
    return started;
  }

  test('logs in online, then offline after the link fell silent, and hands its journal in after the return', async () => {
    const { panelUrl, ...running } = await start();
    await until(() => running.link() === 'online');
    expect(gateway.seen.acknowledgements).toEqual([{ revision: 1, generation: 1, users: 1, credentials: 2 }]);

    const online = await callPanel(panelUrl, 'login', { body: { method: 'card', card: '04:a2:3b' } });
    expect(online.body.session).toMatchObject({ userName: 'anna', mode: 'online' });
    expect((await callPanel(panelUrl, 'logout', { method: 'POST' })).status).toBe(204);

    relay.setUp(false);
    const first = await callPanel(panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(first.body.session).toMatchObject({ userName: 'anna', mode: 'offline' });
    await callPanel(panelUrl, 'logout', { method: 'POST' });
    expect(running.link()).toBe('offline');
    const later = await callPanel(panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(later.status).toBe(200);
    await callPanel(panelUrl, 'logout', { method: 'POST' });
    const unknown = await callPanel(panelUrl, 'login', { body: { method: 'pin', pin: '111222' } });
    expect(unknown).toMatchObject({ status: 403, body: { code: 'unknown-credential' } });
    expect(running.journalBacklog()).toBeGreaterThan(4);

    relay.setUp(true);
    await until(() => running.link() === 'online' && running.journalBacklog() === 0);
    // What was under way when the cable was cut was sent twice.
    const booked = new Set(gateway.seen.batches.flatMap(({ records }) => records)).size;
    expect(await running.repeatUpload()).toBe(booked);
    expect(logger.text()).not.toMatch(/482913|04A23B|111222/);
  }, 60_000);

  test('a panel for another machine is TLS from the start, and its link is shown with the certificate to expect', async () => {
    const panel = { host: '0.0.0.0', port: 0 };
    const { panelUrl } = await start(panel);
    expect(panelUrl).toMatch(/^https:\/\/0\.0\.0\.0:\d+\/$/);
    const { url, fingerprint } = await panelLink({ dataDir: folder, panel, anew: false });
    expect(url).toMatch(/^https:\/\/.+\/panel-link\?token=[\w-]{43}$/);
    expect(fingerprint).toMatch(/^([0-9A-F]{2}:){31}[0-9A-F]{2}$/);
    expect((await panelLink({ dataDir: folder, panel, anew: true })).url).not.toBe(url);
    expect(logger.text()).not.toContain(new URL(url).searchParams.get('token'));
  });

  test('[F2d] a reset in use begins an epoch that continues the one before', async () => {
    const running = await start();
    await until(() => running.link() === 'online' && running.journalBacklog() === 0);
    const people = { identity: gateway.identity, people: [anna], key: KEY, at: NOW };
    gateway.behaviour.state = () => sampleSnapshot({ ...people, revision: 2, generation: 2 });
    running.synchronize();
    const texts = () => gateway.seen.batches.flatMap(({ records }) => records).map((text) => JSON.parse(text));
    await until(() => texts().some(({ reason }) => reason === 'reset'));
    const [started, reset] = texts();
    expect(started).toMatchObject({ type: 'epoch-begin', reason: 'start' });
    expect(reset).toMatchObject({ type: 'epoch-begin', reason: 'reset', continues: expect.any(String) });
  }, 60_000);

  test('[A6] speaks to no gateway of another fleet', async () => {
    const foreign = await startFakeGateway(createSystemEntropy());
    const key = await createKeyfileProtector(folder).unlock();
    await writeIdentity(folder, key, { ...gateway.identity, gateways: [`127.0.0.1:${foreign.port}`] });
    const { link } = await start();
    await until(() => logger.lines.some(({ message }) => message === 'Link ended'));
    expect(link()).toBe('offline');
    expect(foreign.seen.calls).toEqual([]);
    await foreign.close();
  });

  test('[B7b] a deny list on the doorbell ends the session and locks the user out, online and offline', async () => {
    const running = await start();
    await until(() => running.link() === 'online');
    await callPanel(running.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    const signed = {
      incarnation: gateway.behaviour.incarnation,
      version: 1,
      users: [anna.user.id],
      credentials: [],
      terminalSerials: [],
    };
    gateway.behaviour.tidings = sampleTidings({ serverTime: NOW, denyListVersion: 1, confirmedAt: NOW });
    gateway.ring({
      type: 'doorbell',
      reason: 'revocation',
      tidings: gateway.behaviour.tidings,
      denyDelta: { ...signed, signature: gateway.sign(signed) },
    });
    await until(async () => (await callPanel(running.panelUrl, 'state')).body.session === null);
    relay.setUp(false);
    const refused = await callPanel(running.panelUrl, 'login', { body: { method: 'card', card: '04A23B' } });
    expect(refused.body.code).toBe('unknown-credential');
  }, 30_000);

  test('[A5c] [C1e] a signed order wipes the cache, and the terminal knows that it is refused; a forged one does nothing', async () => {
    const running = await start();
    await until(() => running.link() === 'online');
    const { terminalId, own } = gateway.identity;
    const order = {
      type: 'order',
      order: 'wipe',
      terminalId,
      certificateSerial: new X509Certificate(own.certificate).serialNumber.toLowerCase(),
      issuedAt: NOW,
    } as const;
    gateway.ring({ ...order, signature: 'A'.repeat(86) });
    await until(() => logger.lines.some(({ message }) => message.startsWith('A wipe order is refused')));
    expect(running.link()).toBe('online');
    gateway.behaviour.refusal = { status: 403, code: 'certificate-revoked' };
    gateway.ring({ ...order, signature: gateway.sign(order) });
    gateway.dropLinks(LINK_CLOSE.revoked);
    await until(() => running.link() === 'refused');
    const refused = await callPanel(running.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'offline-login-unavailable' } });
    expect((await callPanel(running.panelUrl, 'state')).body).toMatchObject({
      messages: [{ code: 'terminal-refused' }, {}, { code: 'printer-unreachable' }],
    });
  }, 30_000);

  test('[D5i] a session that a power loss left open is ended in the journal by the next start, and its page is told; two programs never share a folder', async () => {
    const first = await start();
    await until(() => first.link() === 'online');
    const before = await callPanel(first.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    await expect(start()).rejects.toMatchObject({ code: 'already-running' });
    await first.close();
    gateway.seen.batches.length = 0;
    const key = await createKeyfileProtector(folder).unlock();
    const disk = openJournalStore(folder, key);
    // As after a power cut: the beginning is there, and nothing that came after it.
    disk.exec(`DELETE FROM journal_record WHERE text LIKE '%"type":"session-end"%'`);
    disk.close();
    const second = await start();
    await until(() => second.link() === 'online' && second.journalBacklog() === 0);
    expect(gateway.seen.batches.flatMap(({ records }) => records).join()).toContain('"reason":"power-loss"');
    const headers = { 'holdover-session': before.body.session?.id ?? '' };
    const late = await callPanel(second.panelUrl, 'keep-alive', { method: 'POST', headers });
    expect(late).toMatchObject({ status: 409, body: { code: 'session-ended' } });
  }, 30_000);

  test('[A3d] a device without offline login serves people online, and says so when the link is gone', async () => {
    const device = {
      id: gateway.identity.deviceId,
      name: 'Other',
      model: 'other',
      offlineLogin: false,
      language: 'en' as const,
      printerPin: null,
    };
    gateway.behaviour.state = () =>
      sampleSnapshot({ identity: gateway.identity, people: [anna], key: KEY, at: NOW, change: { device } });
    const running = await start();
    await until(() => running.link() === 'online');
    expect((await callPanel(running.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } })).status).toBe(200);
    await callPanel(running.panelUrl, 'logout', { method: 'POST' });
    relay.setUp(false);
    await until(() => running.link() === 'offline');
    const refused = await callPanel(running.panelUrl, 'login', { body: { method: 'pin', pin: '482913' } });
    expect(refused.body.code).toBe('offline-login-unavailable');
    const { body } = await callPanel(running.panelUrl, 'state');
    expect(body).toMatchObject({
      messages: [{ code: 'model-without-offline-login' }, { code: 'printer-unreachable' }],
      methods: [{ available: false }, { available: false }, { available: false }],
    });
  }, 30_000);

  test('one that left its fleet, and has handed in its journal, says on its panel where to get a code', async () => {
    const panels: string[] = [];
    const terminals: Terminal[] = [];
    const program = await runTerminal(optionsWith({ host: '127.0.0.1', port: 0 }), {
      awaiting: (url) => panels.push(url),
      started: (running) => terminals.push(running),
    });
    const [running] = terminals;
    const url = running?.panelUrl ?? '';
    await until(() => running?.link() === 'online');
    const pin = gateway.identity.servicePin;
    const { body } = await callPanel(url, 'service/login', { body: { pin } });
    const headers = { 'holdover-service': String(body['token']) };
    expect((await callPanel(url, 'service/leave', { body: { pin }, headers })).status).toBe(204);
    await until(() => panels.length === 1);
    expect((await callPanel(String(panels[0]), 'state')).body).toMatchObject({ messages: [{ code: 'not-enrolled' }] });
    await program.close();
  }, 30_000);
});
