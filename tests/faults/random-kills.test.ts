import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCard, createDevice, createEnrolment, createUser } from '@holdover/api';
import { seconds, shareOf } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy } from '@holdover/nodejs';
import { enrolTerminal } from '@holdover/terminal';
import { createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { scratchFolder, startPostgres, waitUntil } from '@holdover/testbed/peers';
import { createVirtualDevice, type VirtualDevice } from '@holdover/virtual-device';
import { afterAll, describe, expect, test } from 'vitest';
import { createClosers, type Closers } from '../support/closers.ts';
import { synchronizeEverybody, type Station } from '../support/fleet.ts';
import { createKillableServer, type KillableServer } from '../support/killable-server.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';
import { accountingAndPaper, drained, printAll, sendPages } from '../support/paper.ts';

const BEN = { userName: 'ben', card: '04F9E8D7C6B5A4' };
const KILLS = 10;
/** Longer than a document takes from the queue to its journal record at the server. */
const LONGEST_LIFE_MS = 900;

const scratch = scratchFolder('random-kills');
afterAll(() => scratch.remove());

interface World {
  readonly server: KillableServer;
  readonly station: Station;
  /** The terminal that runs, or that is on its way up. */
  terminal: Promise<TerminalProcess>;
}

async function openWorld(closers: Closers, dir: string, databaseUrl?: string): Promise<World> {
  const parts = { logger: createMemoryLogger(), clock: createSystemClock(), entropy: createSystemEntropy() };
  const server = await createKillableServer({ dir, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
  closers.add(() => server.kill());
  await server.start();
  const { api } = server;
  const user = await api.call(createUser, { body: { userName: BEN.userName } });
  await api.call(createCard, { params: { id: user.id }, body: { number: BEN.card } });
  const name = 'Device';
  const { id } = await api.call(createDevice, { body: { name, model: 'generic' } });
  const { code } = await api.call(createEnrolment, { params: { id } });
  const dataDir = join(dir, 'terminal');
  await enrolTerminal({ dataDir, code, ...parts });
  const printer = await startPrinter(join(dir, 'paper'), parts);
  closers.add(() => printer.close());
  const station = { id, name, dataDir, printer };
  const world: World = { server, station, terminal: runInOwnProcess(station) };
  closers.add(() =>
    world.terminal.then(
      ({ process }) => process.stop(),
      () => undefined,
    ),
  );
  await world.terminal;
  await synchronizeEverybody(api, [station], [BEN]);
  return world;
}

type Parts = Pick<Parameters<typeof createVirtualDevice>[0], 'logger' | 'clock' | 'entropy'>;

function startPrinter(out: string, parts: Parts): Promise<VirtualDevice> {
  const ipp = { host: '127.0.0.1', port: 0 };
  return createVirtualDevice({ model: 'generic', name: 'Device', ipp, out, pagesPerMinute: 60_000, ...parts });
}

/**
 * Somebody who does nothing but log in, send and print, whatever happens to terminal and server. Each document has a number
 * of pages of its own, by which it is known on paper.
 */
function startWork(world: World) {
  const sent: number[] = [];
  const accepted: number[] = [];
  let stopped = false;
  const once = async (): Promise<void> => {
    const terminal = await world.terminal;
    const pages = sent.length + 1;
    sent.push(pages);
    await sendPages(terminal, BEN.userName, pages);
    accepted.push(pages);
    await terminal.panel.login({ method: 'card', card: BEN.card });
    await printAll(terminal);
    await terminal.panel.logout();
  };
  const work = async (): Promise<void> => {
    // Whatever a kill interrupted goes on with the next document.
    while (!stopped) await once().catch(() => undefined);
  };
  const done = work();
  return {
    sent,
    accepted,
    async stop() {
      stopped = true;
      await done;
    },
  };
}

async function kill(world: World, victim: 'terminal' | 'server', afterMs: number): Promise<void> {
  const running = await world.terminal;
  if (victim === 'server') {
    // A server that nobody is linked to has nothing to lose.
    await waitUntil('the link to be back', async () => (await running.panel.state()).link !== 'offline', seconds(30));
    await sleep(afterMs);
    await world.server.kill();
    await world.server.start();
    return;
  }
  await sleep(afterMs);
  running.process.kill('SIGKILL');
  world.terminal = running.process.exited.then(() => runInOwnProcess(world.station));
  await world.terminal;
}

async function playKills(seed: string, dir: string, databaseUrl?: string): Promise<void> {
  const entropy = createSeededEntropy(seed);
  const share = (): number => shareOf(entropy.bytes(4));
  const closers = createClosers();
  try {
    const world = await openWorld(closers, dir, databaseUrl);
    const { server, station } = world;
    const work = startWork(world);
    for (let n = 0; n < KILLS; n++) {
      await kill(world, share() < 0.5 ? 'terminal' : 'server', share() * LONGEST_LIFE_MS);
    }
    await work.stop();
    const terminal = await world.terminal;
    if ((await terminal.panel.state()).session !== null) await terminal.panel.logout();
    await terminal.panel.login({ method: 'card', card: BEN.card });
    await printAll(terminal);
    await drained(terminal, server.api);
    const { accounted, paper } = await accountingAndPaper(server.api, station.printer);
    const printed = [...paper.values()].toSorted((a, b) => a - b);
    expect(accounted).toEqual(paper);
    expect(printed).toEqual([...new Set(printed)]);
    expect(printed).toEqual(expect.arrayContaining(work.accepted));
    expect(work.sent).toEqual(expect.arrayContaining(printed));
  } finally {
    await closers.closeAll();
  }
}

describe('[F1b] [F3a] [F4d] terminal and server are killed ten times at any moment: each document is printed and booked once', () => {
  test('on SQLite, seed 1', () => playKills('1', join(scratch.path, 'sqlite')));

  test('on PostgreSQL, seed 2', async () => {
    const postgres = await startPostgres(join(scratch.path, 'postgres'));
    try {
      await playKills('2', join(scratch.path, 'on-postgres'), postgres.url);
    } finally {
      await postgres.stop();
    }
  });
});
