import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createQueue, deleteJob, getJob, listJobs, putUserPassword, type User } from '@holdover/api';
import { sampleDocument } from '@holdover/demo';
import { createIppClient } from '@holdover/ipp';
import { seconds } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';
import { scratchFolder, startCupsd, waitUntil, type Cupsd } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';
import { plainJpeg } from './plain-jpeg.ts';
import { A4, pwgRaster, SRGB } from './pwg-raster.ts';

const ADA = { userName: 'ada', pin: '482915' };
/** CUPS parts a uri's user name and password at the first colon and ends them at `@`. */
const PASSWORD = 'a-long-password';
const PAGES = 5;
const PATIENCE = seconds(60);

const scratch = scratchFolder('cups-client');
const file = (name: string): string => join(scratch.path, name);
let fleet: Fleet;
let cupsd: Cupsd;
let ada: User;
let station: StationRunning;

beforeAll(async () => {
  writeFileSync(file('minutes.pdf'), sampleDocument('Minutes', PAGES));
  writeFileSync(file('plan.pwg'), pwgRaster(SRGB, A4, 300, 2));
  writeFileSync(file('photo.jpg'), plainJpeg(3, 8));
  writeFileSync(file('note.txt'), 'One page of plain text.\n');
  fleet = await startFleet({ dir: file('fleet'), tlsQueues: true });
  ada = await fleet.addPerson(ADA);
  station = await fleet.run(await fleet.addStation('kyocera'));
  const body = { name: 'Queue', kind: 'pull', ownerFrom: 'user-name' } as const;
  await fleet.api.call(createQueue, { body: { ...body, path: 'walk-up' } });
  await fleet.api.call(createQueue, { body: { ...body, path: 'floor', kind: 'direct', deviceId: station.id } });
  await fleet.synchronize([station], [ADA]);
  cupsd = await startCupsd(file('cups'));
});

afterAll(async () => {
  await cupsd.stop();
  await fleet.close();
  scratch.remove();
});

/** What is sent and what is to lie in the tray; CUPS itself drops the copies of a raster it does not convert. */
const PRINTS = [
  {
    file: 'minutes.pdf',
    options: ['copies=2', 'sides=two-sided-long-edge', 'page-ranges=2-4'],
    sheet: { impressions: 6, sheets: 4, copies: 2, sides: 'two-sided-long-edge', documentFormat: 'application/pdf' },
  },
  {
    file: 'minutes.pdf',
    options: ['print-color-mode=monochrome'],
    sheet: { impressions: PAGES, sheets: PAGES, copies: 1, color: false, documentFormat: 'application/pdf' },
  },
  {
    file: 'plan.pwg',
    options: ['sides=two-sided-short-edge'],
    sheet: {
      impressions: 2,
      sheets: 1,
      sides: 'two-sided-short-edge',
      color: true,
      documentFormat: 'image/pwg-raster',
    },
  },
  {
    file: 'photo.jpg',
    options: ['copies=3'],
    sheet: { impressions: 3, copies: 3, color: true, documentFormat: 'image/jpeg' },
  },
  {
    file: 'note.txt',
    options: ['copies=2'],
    sheet: { impressions: 2, copies: 2, documentFormat: 'application/pdf' },
  },
];

const WAYS = [
  { queue: 'device', uri: () => station.printer.uri, isHeld: false },
  { queue: 'spool', uri: () => station.terminal.queueUri, isHeld: true },
  // CUPS keeps one certificate for each name of a host.
  {
    queue: 'spool-tls',
    uri: () => station.terminal.queueUri.replace('ipp://127.0.0.1', 'ipps://localhost'),
    isHeld: true,
  },
  { queue: 'pull', uri: () => fleet.server.queueUri('walk-up'), isHeld: true },
  { queue: 'direct', uri: () => fleet.server.queueUri('floor'), isHeld: false },
];

describe.each(WAYS)('lp prints by the driverless queue $queue', ({ queue, uri, isHeld }) => {
  const before = (): number => readTray().length;
  let already: number;

  test('[G7a] every job is over for CUPS once it is taken, whoever it waits for', async () => {
    already = before();
    await cupsd.addQueue(queue, uri());
    for (const { file: name, options } of PRINTS) await cupsd.print(queue, file(name), ADA.userName, options);
    await waitUntil('CUPS to be done', async () => (await jobsOf(queue, 'waitingJobs')).length === 0, PATIENCE);
    expect(await jobsOf(queue, 'completedJobs')).toHaveLength(PRINTS.length);
    expect(await cupsd.stateOf(queue)).toContain(`printer ${queue} is idle.`);
    if (isHeld) expect(readTray()).toHaveLength(already);
  });

  test('copies, sides, pages and colour are as they were asked for', async () => {
    if (isHeld) await releaseAll();
    const tray = await waitUntil('the paper', () => {
      const sheets = readTray().slice(already);
      return sheets.length === PRINTS.length && sheets;
    });
    expect(tray).toMatchObject(PRINTS.map(({ sheet }) => ({ ...sheet, userName: ADA.userName })));
  });
});

test('[G2c] with name and password the job is whose they are; without, CUPS keeps it', async () => {
  const { path, uri } = await fleet.api.call(createQueue, { body: { name: 'Signed', path: 'signed', kind: 'pull' } });
  await fleet.api.call(putUserPassword, { params: { id: ada.id }, body: { password: PASSWORD } });
  await cupsd.addQueue('stranger', uri);
  await cupsd.addQueue(path, uri.replace('://', `://${ADA.userName}:${PASSWORD}@`));
  const refused = await cupsd.print('stranger', file('note.txt'), ADA.userName);
  const taken = await cupsd.print(path, file('note.txt'), 'somebody');
  await waitUntil('CUPS to have sent it', async () => (await cupsd.completedJobs()).includes(taken), PATIENCE);
  const { items } = await fleet.api.call(listJobs, { query: { q: 'note.txt', over: 'false', limit: 100 } });
  expect(items).toMatchObject([{ ownerName: ADA.userName, userId: ada.id, state: 'held' }]);
  expect(await cupsd.waitingJobs()).toEqual([refused]);
  await cupsd.cancel(refused);
  for (const { id } of items) await fleet.api.call(deleteJob, { params: { id } });
});

test('cancel reaches a job that waits for its device on the server', async () => {
  station.printer.setFault({ kind: 'out-of-paper' });
  const job = await cupsd.print('direct', file('minutes.pdf'), ADA.userName);
  const listed = await waitUntil(
    'the server to list it',
    async () => {
      const { items } = await fleet.api.call(listJobs, { query: { over: 'false', limit: 100 } });
      return items.at(0);
    },
    PATIENCE,
  );
  await waitUntil('CUPS to have sent it', async () => (await cupsd.waitingJobs()).includes(job), PATIENCE);
  await cupsd.cancel(job);
  await waitUntil(
    'the server to have cancelled it',
    async () => (await fleet.api.call(getJob, { params: { id: listed.id } })).state === 'cancelled',
    PATIENCE,
  );
  expect(await cupsd.waitingJobs()).toEqual([]);
  station.printer.setFault(undefined);
});

test('cancel takes a job back that the device holds without paper', async () => {
  const already = readTray().length;
  station.printer.setFault({ kind: 'out-of-paper' });
  const job = await cupsd.print('device', file('minutes.pdf'), ADA.userName);
  await waitUntil('CUPS to see why', async () => (await cupsd.stateOf('device')).includes('media-empty'), PATIENCE);
  expect(await cupsd.waitingJobs()).toEqual([job]);
  await cupsd.cancel(job);
  await waitUntil('CUPS to give it up', async () => (await cupsd.waitingJobs()).length === 0, PATIENCE);
  // CUPS lets go of the job before the device has heard of it.
  await waitUntil('the device to have given it up', async () => (await jobsAtDevice()) === 0, PATIENCE);
  station.printer.setFault(undefined);
  const next = await cupsd.print('device', file('photo.jpg'), ADA.userName);
  await waitUntil('the next job', async () => (await cupsd.completedJobs()).includes(next), PATIENCE);
  expect(readTray().slice(already)).toMatchObject([{ documentFormat: 'image/jpeg' }]);
});

async function jobsAtDevice(): Promise<number> {
  const printer = { transport: createIppTransport(), printerUri: station.printer.uri, userName: ADA.userName };
  return (await createIppClient(printer).getJobs('not-completed')).jobs.length;
}

async function jobsOf(queue: string, which: 'waitingJobs' | 'completedJobs'): Promise<readonly string[]> {
  return (await cupsd[which]()).filter((job) => job.startsWith(`${queue}-`) && /^-\d+$/.test(job.slice(queue.length)));
}

/** Oldest first, one after the other. */
async function releaseAll(): Promise<void> {
  await station.panel.login({ method: 'pin', pin: ADA.pin });
  const held = await waitUntil(
    'the panel to list all',
    async () => {
      const listed = (await station.panel.jobs()).filter(({ state }) => state === 'held');
      return listed.length === PRINTS.length && listed;
    },
    PATIENCE,
  );
  await station.panel.print(held.map(({ id }) => id).toReversed());
  await waitUntil(
    'all to be printed',
    async () => (await station.panel.jobs()).every(({ state }) => state === 'printed'),
    PATIENCE,
  );
  await station.panel.logout();
}

/** The lines of what the device printed. */
function readTray(): readonly unknown[] {
  const path = join(station.printer.outDir, 'printed.jsonl');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
}
