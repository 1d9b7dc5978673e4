import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createQueue, listJobs } from '@holdover/api';
import { createIppClient } from '@holdover/ipp';
import { present } from '@holdover/kernel';
import { createIppTransport, createSystemClock, createSystemEntropy, openApiClient } from '@holdover/nodejs';
import { setUpServer } from '@holdover/server';
import { createMemoryLogger } from '@holdover/testbed';
import { freePort, scratchFolder } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { prepareCutOffStation } from '../support/cut-off-station.ts';
import { QUICK_HASHING, type Fleet, type Station } from '../support/fleet.ts';
import { runInOwnProcess, startScript, type TerminalProcess } from '../support/own-process.ts';
import { accountingAndPaper, drained, printAll, sendPages } from '../support/paper.ts';
import { onSmallDisk } from '../support/small-disk.ts';

const ADA = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };
const PAGES = 2;

const scratch = scratchFolder('spool-full');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
let fleet: Fleet;
let station: Station;
let terminal: TerminalProcess;

beforeAll(async () => {
  ({ fleet, station } = await prepareCutOffStation(scratch.path, ADA, closers));
  const small = join(scratch.path, 'small');
  mkdirSync(small);
  terminal = await runInOwnProcess(
    { ...station, dataDir: small },
    { launcher: onSmallDisk(station.dataDir, small, '10m') },
  );
  closers.add(() => terminal.process.stop());
});

test('[G3d] a document that the disk has no room for is refused with a status of IPP, time and again', async () => {
  await sendPages(terminal, ADA.userName, PAGES);
  for (let attempt = 0; attempt < 3; attempt++) {
    expect(await send(terminal.queueUri, 16)).toMatchObject({ ok: false, status: 'server-error-temporary-error' });
  }
});

test('[G3b] what was held before is not lost, and what fits is taken again', async () => {
  await sendPages(terminal, ADA.userName, PAGES);
  await terminal.panel.login({ method: 'pin', pin: ADA.pin });
  expect(await terminal.panel.jobs()).toHaveLength(2);
  await printAll(terminal);
  await terminal.panel.logout();
  fleet.cable.set(true);
  await drained(terminal, fleet.api);
  const { accounted, paper } = await accountingAndPaper(fleet.api, station.printer);
  expect([...paper.values()]).toEqual([PAGES, PAGES]);
  expect(accounted).toEqual(paper);
});

test('[G3d] so it is on the server', async () => {
  const [dataDir, small] = [join(scratch.path, 'alone'), join(scratch.path, 'small-server')];
  mkdirSync(small);
  const core = { dataDir, hashing: QUICK_HASHING, logger: createMemoryLogger() };
  const ports = { clock: createSystemClock(), entropy: createSystemEntropy() };
  const token = await setUpServer({
    ...core,
    ...ports,
    userName: 'admin',
    password: 'a password of the tests',
    token: true,
  });
  const [listenPort, gatewayPort, enrolmentPort, ippPort] = await Promise.all([1, 2, 3, 4].map(() => freePort()));
  const server = startScript(
    'server-process.mjs',
    { dataDir: small, listenPort, gatewayPort, enrolmentPort, ippPort, hashing: QUICK_HASHING },
    { launcher: onSmallDisk(dataDir, small, '24m') },
  );
  closers.add(() => server.stop());
  await server.ready('the server to serve', () => server.output().includes('ready '));
  const api = openApiClient({
    url: `http://127.0.0.1:${listenPort}/`,
    token: present(token.apiToken, 'the API token'),
  });
  const body = { path: 'walk-up', name: 'Walk-up', kind: 'pull', ownerFrom: 'user-name' } as const;
  await api.call(createQueue, { body });
  const uri = `ipp://127.0.0.1:${ippPort}/ipp/print/walk-up`;
  expect(await send(uri, 1)).toMatchObject({ ok: true });
  for (let attempt = 0; attempt < 2; attempt++) {
    expect(await send(uri, 40)).toMatchObject({ ok: false, status: 'server-error-temporary-error' });
  }
  expect(await send(uri, 1)).toMatchObject({ ok: true });
  const { items } = await api.call(listJobs, { query: { over: 'false', limit: 100 } });
  expect(items.map(({ state, bytes }) => [state, bytes])).toEqual([
    ['held', 1_000_000],
    ['held', 1_000_000],
  ]);
});

async function send(printerUri: string, megabytes: number) {
  const client = createIppClient({
    transport: createIppTransport(),
    printerUri,
    userName: ADA.userName,
  });
  return client.printJob({ name: 'Large', format: 'application/pdf', template: [], document: large(megabytes) });
}

async function* large(megabytes: number): AsyncGenerator<Uint8Array> {
  for (let sent = 0; sent < megabytes; sent++) yield new Uint8Array(1_000_000).fill(0x20);
}
