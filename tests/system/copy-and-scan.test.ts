import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listActivities, panelTask, panelTasks, type PanelTask } from '@holdover/api';
import { present, seconds } from '@holdover/kernel';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';
import { accountingAndPaper, drained } from '../support/paper.ts';

const ADA = { userName: 'ada', pin: '482915' };

const scratch = scratchFolder('copy-and-scan');
let fleet: Fleet;
let station: StationRunning;
let stick: string;

beforeAll(async () => {
  fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
  await fleet.addPerson(ADA);
  const made = await fleet.addStation('generic', 'multifunction');
  stick = join(made.dataDir, 'usb', 'STICK');
  await mkdir(stick, { recursive: true });
  station = await fleet.run(made);
  await fleet.synchronize([station], [ADA]);
});
afterAll(async () => {
  await fleet.close();
  scratch.remove();
});

describe('a virtual device, and a terminal that knows nothing of its vendor', () => {
  beforeEach(async () => {
    expect(await station.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
    await waitUntil('copying to be there', async () =>
      (await station.panel.state()).session?.actions.some(({ name, available }) => name === 'copy' && available),
    );
  });
  afterEach(async () => {
    device().setFault(undefined);
    scanner().setFault(undefined);
    await station.panel.logout();
  });

  test('three sheets, both sides, twice', async () => {
    scanner().loadFeeder(3, { twoSided: true });
    await ask('copy', { source: 'feeder', twoSidedOriginal: true, twoSided: true, copies: 2 });
    expect(await untilTask('done')).toMatchObject({ pages: 6, impressions: 12, impressionsExpected: 12 });
    expect(await lastPrinted()).toMatchObject({ copies: 2, sheets: 6, sides: 'two-sided-long-edge' });
  });

  test('a jam in the middle: the sheet goes in again, and every page is there once', async () => {
    scanner().loadFeeder(4);
    scanner().setFault({ kind: 'jam', afterSides: 2 });
    await ask('copy', { source: 'feeder' });
    const stopped = await waitFor(({ reason }) => reason === 'feeder-jam');
    expect(stopped).toMatchObject({ state: 'scanning', pages: 2 });
    expect(await page(stopped, 1)).toMatch(/^\xff\xd8/);
    scanner().setFault(undefined);
    expect(await untilTask('done')).toMatchObject({ pages: 4, impressions: 4 });
  });

  test('an empty tray in the middle, filled the first time, given up the second', async () => {
    for (const end of ['done', 'cancelled'] as const) {
      device().setFault({ kind: 'out-of-paper' });
      scanner().loadFeeder(2);
      const { id } = await ask('copy', { source: 'feeder' });
      expect(await waitFor(({ reason }) => reason === 'paper')).toMatchObject({ state: 'printing' });
      if (end === 'done') device().setFault(undefined);
      else await ask(`tasks/${id}/cancel`, {});
      expect(await untilTask(end)).toMatchObject({ impressions: end === 'done' ? 2 : 0 });
    }
  });

  test('[E6] [E7] the link goes while it scans: the scan gets to the stick, and a copy comes out', async () => {
    const { id } = await ask('scan', { target: 'usb', source: 'platen', resolution: 150 });
    await untilTask('more');
    fleet.cable.set(false);
    await waitUntil(
      'the terminal to be offline',
      async () => (await station.panel.state()).link === 'offline',
      seconds(30),
    );
    await ask(`tasks/${id}/more`, {});
    await waitFor(({ state, pages }) => state === 'more' && pages === 2);
    await ask(`tasks/${id}/finish`, {});
    await untilTask('done');
    const [file = ''] = await readdir(stick);
    expect(file).toMatch(/^scan-.*\.pdf$/);
    expect((await readFile(join(stick, file), 'latin1')).match(/\/Type \/Page\n/g)).toHaveLength(2);
    scanner().loadFeeder(1);
    await ask('copy', { source: 'feeder' });
    expect(await untilTask('done')).toMatchObject({ impressions: 1 });
    fleet.cable.set(true);
  });
});

test('[F1d] accounting is what the device printed, and the scan cost no page', async () => {
  await drained(station, fleet.api);
  const { accounted, paper } = await accountingAndPaper(fleet.api, device());
  expect([...paper.values()]).toEqual([12, 4, 2, 1]);
  expect(accounted).toEqual(paper);
  const { items } = await fleet.api.call(listActivities, { query: { limit: 100 } });
  expect(items.filter(({ kind }) => kind === 'scan')).toMatchObject([{ impressions: 2, mode: 'online' }]);
  expect(
    items
      .filter(({ kind }) => kind === 'copy')
      .map(({ mode }) => mode)
      .toSorted(),
  ).toEqual(['offline', 'online', 'online', 'online', 'online']);
});

function device() {
  return station.printer;
}

function scanner() {
  return present(device().escl, 'the scanner');
}

async function ask(path: string, body: object): Promise<PanelTask> {
  const answer = await fetch(new URL(`api/${path}`, station.terminal.panelUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  expect([answer.status, text]).toMatchObject([202, expect.any(String)]);
  return panelTask.parse(JSON.parse(text));
}

/** @returns its first octets */
async function page({ id }: PanelTask, number: number): Promise<string> {
  const answer = await fetch(new URL(`api/tasks/${id}/pages/${number}`, station.terminal.panelUrl));
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return Buffer.from(await answer.arrayBuffer()).toString('latin1', 0, 10);
}

/** The newest task, once it is so. */
async function waitFor(check: (task: PanelTask) => boolean): Promise<PanelTask> {
  return waitUntil(
    'the task to be there',
    async () => {
      const answer = await fetch(new URL('api/tasks', station.terminal.panelUrl));
      const [newest] = panelTasks.parse(await answer.json()).items;
      return newest !== undefined && check(newest) ? newest : undefined;
    },
    seconds(30),
  );
}

function untilTask(state: PanelTask['state']): Promise<PanelTask> {
  return waitFor((task) => task.state === state);
}

async function lastPrinted(): Promise<unknown> {
  const lines = (await readFile(join(device().outDir, 'printed.jsonl'), 'utf8')).trim().split('\n');
  return JSON.parse(lines.at(-1) ?? '');
}
