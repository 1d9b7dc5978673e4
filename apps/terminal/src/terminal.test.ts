import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, type Instant } from '@holdover/kernel';
import { createSystemEntropy } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeIdentity } from './enrolment/terminal-identity.ts';
import { startTerminal } from './terminal.ts';
import type { Terminal } from './terminal-options.ts';
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
  const logger = createMemoryLogger();
  let folder: string;
  let gateway: FakeGateway;
  let relay: Relay;
  let terminal: Terminal | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'holdover-terminal-'));
    gateway = await startFakeGateway(createSystemEntropy(), {
      heartbeatSeconds: 1,
      tidings: sampleTidings({ serverTime: NOW }),
      login: sampleLogins([anna, bela], KEY, NOW),
    });
    gateway.behaviour.state = () => sampleSnapshot({ identity: gateway.identity, people: [anna], key: KEY, at: NOW });
    gateway.behaviour.journal = bookAll({ ...gateway.behaviour, sign: (value) => gateway.sign(value) });
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

  async function start(): Promise<Terminal> {
    terminal = await startTerminal({
      dataDir: folder,
      printer: 'ipp://127.0.0.1:9/ipp/print',
      panel: { host: '127.0.0.1', port: 0 },
      ipp: { host: '127.0.0.1', port: 0 },
      pageDir: join(folder, 'no-page'),
      logger,
      stretch: quickStretch,
    });
    return terminal;
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
    const booked = gateway.seen.batches.flatMap(({ records }) => records).length;
    expect(await running.repeatUpload()).toBe(booked);
    expect(logger.text()).not.toMatch(/482913|04A23B|111222/);
  }, 60_000);
});
