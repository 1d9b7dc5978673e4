import { listActivities, type Activity } from '@holdover/api';
import { readPrinted, sampleDocument, sendDocument } from '@holdover/demo';
import { seconds } from '@holdover/kernel';
import type { HookPoint } from '@holdover/terminal';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type Station } from '../support/fleet.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';

const ADA = { userName: 'ada', pin: '482915', card: '04A1B2C3D4E5F6' };
const PAGES = 3;

const scratch = scratchFolder('kill');
let fleet: Fleet;
beforeAll(async () => {
  fleet = await startFleet({ dir: scratch.path });
  await fleet.addPerson(ADA);
});
afterAll(async () => {
  await fleet.close();
  scratch.remove();
});

/** A station whose terminal has synchronized and has a document waiting, with the link cut. */
async function stationWithJob(dieAt: HookPoint): Promise<{ station: Station; dying: TerminalProcess }> {
  const station = await fleet.addStation();
  const first = await runInOwnProcess(station);
  await fleet.synchronize([station], [ADA]);
  await first.process.stop();
  // Cut first: the beginning of an epoch would be uploaded at once, and one of the moments is an upload.
  fleet.cable.set(false);
  const dying = await runInOwnProcess(station, { dieAt });
  const document = sampleDocument('Ledger', PAGES);
  await sendDocument({ queueUri: dying.queueUri, userName: 'ada', title: 'Ledger', document });
  expect(await dying.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
  return { station, dying };
}

/** Releases everything that waits; the terminal may die of it. */
async function printAll({ panel }: TerminalProcess): Promise<void> {
  const jobs = await panel.jobs();
  await panel.print(jobs.map(({ id }) => id)).catch(() => undefined);
}

async function paperOf(station: Station): Promise<number> {
  const printed = await readPrinted(station.printer.outDir);
  return printed.reduce((sum, { impressions }) => sum + impressions, 0);
}

/** The terminal starts again with the link up, and everything it has to say is booked. */
async function settle(station: Station): Promise<{ revived: TerminalProcess; activities: readonly Activity[] }> {
  fleet.cable.set(true);
  const revived = await runInOwnProcess(station);
  await waitUntil(
    'every activity to be settled and booked',
    async () => (await isSettled(revived, station)) || undefined,
    seconds(40),
  );
  return { revived, activities: await activitiesOf(station) };
}

async function isSettled({ panel }: TerminalProcess, station: Station): Promise<boolean> {
  const { link, journalBacklog } = await panel.state();
  if (link !== 'online' || journalBacklog > 0) return false;
  return (await activitiesOf(station)).every(({ outcome }) => outcome !== 'running');
}

async function activitiesOf(station: Station): Promise<readonly Activity[]> {
  return (await fleet.api.call(listActivities, { query: { deviceId: station.id, limit: 1_000 } })).items;
}

const pagesOf = (activities: readonly Activity[]): number =>
  activities.reduce((sum, { impressions }) => sum + impressions, 0);

/** The document prints in the end, once, and every page on paper is booked. */
async function printsOnceAfterAll(station: Station, revived: TerminalProcess): Promise<void> {
  expect(await revived.panel.login({ method: 'card', card: ADA.card })).toHaveProperty('session');
  await printAll(revived);
  await waitUntil('the document to be on paper', async () => (await paperOf(station)) === PAGES);
  await waitUntil('the last page to be booked', async () => isSettled(revived, station));
  expect(pagesOf(await activitiesOf(station))).toBe(PAGES);
}

describe('power is lost while a document is released offline', () => {
  test('[F1b] before the record: nothing on paper, nothing booked, the document still waits', async () => {
    const { station, dying } = await stationWithJob('before-record');
    await printAll(dying);
    expect(await dying.process.exited).toBe(128);
    expect(await paperOf(station)).toBe(0);
    const { revived, activities } = await settle(station);
    expect(pagesOf(activities)).toBe(0);
    await printsOnceAfterAll(station, revived);
    await revived.process.stop();
  });

  test('[F4d] between record and effect: the record is settled with no page, the document still waits', async () => {
    const { station, dying } = await stationWithJob('after-record');
    await printAll(dying);
    expect(await dying.process.exited).toBe(128);
    expect(await paperOf(station)).toBe(0);
    const { revived, activities } = await settle(station);
    expect(activities).toHaveLength(1);
    expect(pagesOf(activities)).toBe(0);
    await printsOnceAfterAll(station, revived);
    await revived.process.stop();
  });

  test('[F4a] between effect and outcome: the printer is asked by the name of the job, and it is not printed again', async () => {
    const { station, dying } = await stationWithJob('after-effect');
    await printAll(dying);
    expect(await dying.process.exited).toBe(128);
    await waitUntil('the device to finish', async () => (await paperOf(station)) === PAGES);
    const { revived, activities } = await settle(station);
    expect(activities.map(({ outcome, impressions }) => [outcome, impressions])).toEqual([['completed', PAGES]]);
    expect(await revived.panel.login({ method: 'pin', pin: ADA.pin })).toHaveProperty('session');
    expect((await revived.panel.jobs()).filter(({ state }) => state === 'held')).toEqual([]);
    expect(await paperOf(station)).toBe(PAGES);
    await revived.process.stop();
  });

  test('[F3a] during the upload: the batch goes again and is booked once', async () => {
    const { station, dying } = await stationWithJob('during-upload');
    await printAll(dying);
    await waitUntil('the document to be on paper', async () => (await paperOf(station)) === PAGES);
    await waitUntil('its outcome to be recorded', async () =>
      (await dying.panel.jobs()).every(({ state }) => state !== 'printing' && state !== 'held'),
    );
    fleet.cable.set(true);
    expect(await dying.process.exited).toBe(128);
    const { revived, activities } = await settle(station);
    expect(activities.map(({ outcome, impressions }) => [outcome, impressions])).toEqual([['completed', PAGES]]);
    expect(await paperOf(station)).toBe(PAGES);
    await revived.process.stop();
  });
});
