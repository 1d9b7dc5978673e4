import { join } from 'node:path';
import { createQueue, listActivities, listReview, type Activity } from '@holdover/api';
import { sampleDocument, sendDocument } from '@holdover/demo';
import { seconds } from '@holdover/kernel';
import { scratchFolder, startIppeveprinter, waitUntil, type Ippeveprinter } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type StationRunning } from '../support/fleet.ts';
import { createScriptedPaper, type ScriptedPaper } from './scripted-paper.ts';

const ADA = { userName: 'ada', pin: '482915' };
const PAGES = 4;
const PATIENCE = seconds(40);

const scratch = scratchFolder('foreign');
let fleet: Fleet;
let printer: Ippeveprinter;
let paper: ScriptedPaper;
let station: StationRunning;

beforeAll(async () => {
  fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
  await fleet.addPerson(ADA);
  paper = createScriptedPaper(scratch.path, PAGES);
  printer = await startIppeveprinter({ dir: scratch.path, script: paper.script });
  const made = await fleet.addStation('generic');
  station = await fleet.run({ ...made, printer: { ...made.printer, uri: printer.uri } });
  await fleet.synchronize([station], [ADA]);
  const body = { path: 'walk-up', name: 'Walk-up', kind: 'pull', ownerFrom: 'user-name' } as const;
  await fleet.api.call(createQueue, { body });
});

afterAll(async () => {
  paper.goOn();
  await fleet.close();
  await printer.stop();
  scratch.remove();
});

/** Where jobs wait, and whether the server can be reached while they are printed. */
const WAYS = [
  { way: 'of the device, online', link: 'online', queueUri: () => station.terminal.queueUri },
  { way: 'of the device, offline', link: 'offline', queueUri: () => station.terminal.queueUri },
  { way: 'of the server', link: 'online', queueUri: () => fleet.server.queueUri('walk-up') },
] as const;

describe.each(WAYS)('a foreign printer prints jobs $way', ({ link, queueUri }) => {
  let already: ReadonlySet<string>;

  beforeAll(async () => {
    already = new Set((await activities()).map(({ id }) => id));
    fleet.cable.set(link === 'online');
    await waitUntil(`the link to be ${link}`, async () => (await station.panel.state()).link === link, PATIENCE);
    await station.panel.login({ method: 'pin', pin: ADA.pin });
  });

  test('busy with somebody else: the job waits for its turn, and is printed after', async () => {
    const before = documentsAtPrinter();
    paper.stopAfter(1);
    await sendDocument({ ...SENT, queueUri: printer.uri, userName: 'somebody' });
    const id = await sendAndPrint(queueUri());
    await waitUntil('the panel to say busy', async () => (await jobAt(id))?.waitsFor === 'busy', PATIENCE);
    expect(documentsAtPrinter()).toBe(before + 1);
    paper.goOn();
    await isOver(id, 'printed');
    expect(documentsAtPrinter()).toBe(before + 2);
  });

  test('out of paper: the panel says so, and the job goes on where it stopped', async () => {
    paper.emptyBefore(3);
    const id = await sendAndPrint(queueUri());
    await waitUntil('the panel to ask for paper', async () => (await jobAt(id))?.waitsFor === 'paper', PATIENCE);
    expect(await jobAt(id)).toMatchObject({ state: 'printing', impressions: 2 });
    paper.goOn();
    await isOver(id, 'printed');
  });

  test('[G4c] cancelled after two pages: two are booked, and the job is held again', async () => {
    paper.stopAfter(2);
    const id = await sendAndPrint(queueUri());
    await waitUntil('two pages', async () => (await jobAt(id))?.impressions === 2, PATIENCE);
    await cancelAtPanel(id);
    await waitUntil('the printer to know', () => printer.output().includes('Cancel-Job successful-ok'), PATIENCE);
    paper.giveUp();
    await isOver(id, 'cancelled');
    paper.goOn();
    // A job of the server is held again when its journal has arrived there.
    await waitUntil('it to be held again', async () => (await jobAt(id))?.available === true, PATIENCE);
    await removeAtPanel(id);
  });

  test('[F4h] it dies at page three and forgets the job: three are booked, the rest is for review', async () => {
    paper.stopAfter(3);
    const id = await sendAndPrint(queueUri());
    await waitUntil('three pages', async () => (await jobAt(id))?.impressions === 3, PATIENCE);
    await printer.die();
    paper.goOn();
    await printer.comeBack();
    await isOver(id, 'failed');
    await removeAtPanel(id);
  });

  test('every page is booked once, in the mode of its print', async () => {
    await station.panel.logout();
    fleet.cable.set(true);
    await waitUntil('the journal to arrive', async () => (await station.panel.state()).journalBacklog === 0, PATIENCE);
    const booked = (await activities()).filter(({ id }) => !already.has(id));
    expect(booked).toMatchObject([
      { mode: link, outcome: 'completed', impressions: PAGES, source: 'job' },
      { mode: link, outcome: 'completed', impressions: PAGES, source: 'job' },
      { mode: link, outcome: 'cancelled', impressions: 2, source: 'job' },
      { mode: link, outcome: 'unknown', impressions: 3, source: 'job' },
    ]);
    const { items } = await fleet.api.call(listReview, { query: { kind: 'unknown-outcome', limit: 100 } });
    expect(items.map(({ activityId }) => activityId)).toContain(booked.at(-1)?.id);
  });
});

const SENT = { title: 'Ledger', document: sampleDocument('Ledger', PAGES) };

async function sendAndPrint(queueUri: string): Promise<string> {
  await sendDocument({ ...SENT, queueUri, userName: ADA.userName });
  const job = await waitUntil('the job to be held', async () =>
    (await station.panel.jobs()).find(({ state }) => state === 'held'),
  );
  await station.panel.print([job.id]);
  return job.id;
}

async function jobAt(id: string) {
  return (await station.panel.jobs()).find((job) => job.id === id);
}

async function isOver(id: string, state: string): Promise<void> {
  await waitUntil(`the job to be ${state}`, async () => (await jobAt(id))?.state === state, PATIENCE);
}

async function cancelAtPanel(id: string): Promise<void> {
  await fetch(new URL(`/api/jobs/${id}/cancel`, station.terminal.panelUrl), { method: 'POST' });
}

async function removeAtPanel(id: string): Promise<void> {
  await fetch(new URL(`/api/jobs/${id}`, station.terminal.panelUrl), { method: 'DELETE' });
}

/** Since it was switched on. */
function documentsAtPrinter(): number {
  return printer.output().split('Print-Job successful-ok').length - 1;
}

/** Oldest first. */
async function activities(): Promise<readonly Activity[]> {
  const { items } = await fleet.api.call(listActivities, { query: { deviceId: station.id, limit: 100 } });
  return items.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}
