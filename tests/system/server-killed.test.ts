import { join } from 'node:path';
import { createCard, createDevice, createEnrolment, createUser, listActivities } from '@holdover/api';
import { createPanelClient, readPrinted, sampleDocument, sendDocument } from '@holdover/demo';
import { seconds } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { enrolTerminal, startTerminal, type HookPoint } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { scratchFolder, startPostgres, waitUntil } from '@holdover/testbed/peers';
import { createVirtualDevice } from '@holdover/virtual-device';
import { afterAll, describe, expect, test } from 'vitest';
import { synchronizeEverybody } from '../support/fleet.ts';
import { createKillableServer } from '../support/killable-server.ts';

const LOOPBACK = { host: '127.0.0.1', port: 0 };
const BEN = { userName: 'ben', card: '04F9E8D7C6B5A4' };
/** Documents released in the outage, so that the batch has many records. */
const DOCUMENTS = 3;
const PAGES = 2;

const scratch = scratchFolder('server-killed');
afterAll(() => scratch.remove());

/** How long after the batch left the terminal the server dies: before it is read, while it is booked, after. */
const DELAYS_MS = [0, 8];

/** Outages one after the other: documents are released while the server is dead, and it dies again when the journal comes. */
async function playOutages(dir: string, databaseUrl?: string): Promise<void> {
  const clock = createSystemClock();
  const entropy = createSystemEntropy();
  const logger = createMemoryLogger();
  const server = await createKillableServer({ dir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  await server.start();
  const { api } = server;
  const user = await api.call(createUser, { body: { userName: BEN.userName } });
  await api.call(createCard, { params: { id: user.id }, body: { number: BEN.card } });
  const { id } = await api.call(createDevice, { body: { name: 'Device', model: 'generic' } });
  const { code } = await api.call(createEnrolment, { params: { id } });
  const dataDir = join(dir, 'terminal');
  await enrolTerminal({ dataDir, code, logger, clock });
  const out = join(dir, 'paper');
  const printer = await createVirtualDevice({
    model: 'generic',
    name: 'Device',
    ipp: LOOPBACK,
    out,
    pagesPerMinute: 60_000,
    logger,
    clock,
    entropy,
  });
  let onBatch: (() => void) | undefined;
  const hooks = {
    at(point: HookPoint) {
      if (point === 'during-upload') onBatch?.();
    },
  };
  const terminal = await startTerminal({
    dataDir,
    printer: printer.uri,
    panel: LOOPBACK,
    ipp: LOOPBACK,
    logger,
    clock,
    entropy,
    hooks,
  });
  try {
    const panel = createPanelClient(terminal.panelUrl);
    await synchronizeEverybody(api, [{ id, name: 'Device' }], [BEN]);
    for (const delay of DELAYS_MS) {
      await server.kill();
      await waitUntil('the terminal to notice', async () => (await panel.state()).link === 'offline');
      expect(await panel.login({ method: 'card', card: BEN.card })).toHaveProperty('session');
      for (let n = 0; n < DOCUMENTS; n++) {
        const document = sampleDocument(`Number ${n}`, PAGES);
        await sendDocument({ queueUri: terminal.queueUri, userName: 'ben', title: `Number ${n}`, document });
      }
      await panel.print((await panel.jobs()).filter(({ state }) => state === 'held').map((job) => job.id));
      await waitUntil(
        'all of it to be printed',
        async () => (await panel.jobs()).every(({ state }) => state === 'printed'),
        seconds(40),
      );
      await panel.logout();
      const died = new Promise<void>((resolve) => {
        onBatch = () => {
          onBatch = undefined;
          setTimeout(() => void server.kill().then(resolve), delay);
        };
      });
      await server.start();
      await died;
      await server.start();
      await waitUntil('the journal to drain', async () => (await panel.state()).journalBacklog === 0, seconds(60));
    }
    const paper = await readPrinted(out);
    const { items } = await api.call(listActivities, { query: { limit: 1_000 } });
    expect(paper).toHaveLength(DOCUMENTS * DELAYS_MS.length);
    expect(new Map(items.map((item) => [item.id, item.impressions]))).toEqual(
      new Map(paper.map(({ jobName, impressions }) => [jobName, impressions])),
    );
  } finally {
    await terminal.close();
    await printer.close();
    await server.kill();
  }
}

describe('[F3a] a server killed while it takes in a journal books every record once', () => {
  test('on SQLite', () => playOutages(join(scratch.path, 'sqlite')), 300_000);

  test('on PostgreSQL', async () => {
    const postgres = await startPostgres(join(scratch.path, 'postgres'));
    try {
      await playOutages(join(scratch.path, 'on-postgres'), postgres.url);
    } finally {
      await postgres.stop();
    }
  }, 300_000);
});
