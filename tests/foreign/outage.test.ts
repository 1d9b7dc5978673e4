import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listActivities, type Activity } from '@holdover/api';
import { readPrinted, sampleDocument } from '@holdover/demo';
import {
  scratchFolder,
  startCupsd,
  startIppeveprinter,
  waitUntil,
  type Cupsd,
  type Ippeveprinter,
} from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startFleet, type Fleet, type Station, type StationRunning } from '../support/fleet.ts';

const ADA = { userName: 'ada', pin: '482915' };
const PAGES = 3;

const scratch = scratchFolder('outage');
const minutes = join(scratch.path, 'minutes.pdf');
let fleet: Fleet;
let cupsd: Cupsd;
let foreign: Ippeveprinter;
/** One terminal guards our virtual device, the other a printer nobody here wrote. */
let ours: StationRunning;
let theirs: StationRunning;

beforeAll(async () => {
  writeFileSync(minutes, sampleDocument('Minutes', PAGES));
  fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
  await fleet.addPerson(ADA);
  // A socket's path has 107 bytes at the most, so its folder is short.
  const script = [
    // A page comes out, then the paper jams for good.
    'if [ "$IPP_COPIES" = 9 ]; then echo "ATTR: job-impressions-completed=1" >&2; exit 1; fi',
    `echo "ATTR: job-impressions=${PAGES}" >&2`,
    `for page in $(seq ${PAGES}); do echo "ATTR: job-impressions-completed=$page" >&2; done`,
  ].join('\n');
  foreign = await startIppeveprinter({ dir: join(scratch.path), script });
  ours = await fleet.run(await fleet.addStation('kyocera'));
  theirs = await fleet.run(guarding(await fleet.addStation('generic'), foreign.uri));
  await fleet.synchronize([ours, theirs], [ADA]);
  cupsd = await startCupsd(join(scratch.path, 'cups'));
  await cupsd.addQueue('ours', ours.terminal.queueUri);
  await cupsd.addQueue('theirs', theirs.terminal.queueUri);
  fleet.cable.set(false);
  await linkIs('offline');
});

afterAll(async () => {
  await cupsd.stop();
  await fleet.close();
  await foreign.stop();
  scratch.remove();
});

describe('the server is away, lp prints through a cupsd of its own', () => {
  test('[G7a] the job is over for CUPS as soon as the terminal holds it', async () => {
    const jobs = [await cupsd.print('ours', minutes, 'ada'), await cupsd.print('theirs', minutes, 'ada')];
    await waitUntil('CUPS to be done', async () => {
      const done = await cupsd.completedJobs();
      return jobs.every((job) => done.includes(job));
    });
    expect(await readPrinted(ours.printer.outDir)).toEqual([]);
    expect(readdirSync(foreign.spool)).toEqual([]);
  });

  test('[G2a] its owner finds it by the PIN and prints it on the virtual device', async () => {
    await printAll(ours);
    const printed = await readPrinted(ours.printer.outDir);
    expect(printed).toMatchObject([{ userName: 'ada', impressions: PAGES }]);
  });

  test('and on a foreign printer', async () => {
    await printAll(theirs);
    expect(readdirSync(foreign.spool).filter((file) => file.endsWith('.pdf'))).toHaveLength(1);
  });

  test('a second job waits while the foreign printer is busy, and copies count', async () => {
    await cupsd.print('theirs', minutes, 'ada');
    await cupsd.print('theirs', minutes, 'ada');
    await waitUntil('both to be held', async () => (await held(theirs)).length === 2);
    await printAll(theirs);
    await cupsd.print('ours', minutes, 'ada', ['copies=2', 'sides=two-sided-long-edge']);
    await waitUntil('it to be held', async () => (await held(ours)).length === 1);
    await printAll(ours);
    const [, second] = await readPrinted(ours.printer.outDir);
    expect(second).toMatchObject({ impressions: 2 * PAGES });
  });

  test('[G4b] what a foreign printer gives up half way counts by its pages, and is held again', async () => {
    await cupsd.print('theirs', minutes, 'ada', ['copies=9']);
    await waitUntil('it to be held', async () => (await held(theirs)).length === 1);
    const [id = ''] = await held(theirs);
    await theirs.panel.print([id]);
    const job = await waitUntil('it to be given up', async () =>
      (await theirs.panel.jobs()).find(({ state }) => state === 'failed'),
    );
    expect(job).toMatchObject({ id, impressions: 1, available: true });
    await theirs.panel.logout();
  });
});

test('when the server is back, every page is booked once, as offline', async () => {
  fleet.cable.set(true);
  await linkIs('online');
  for (const { panel } of [ours, theirs]) {
    await waitUntil('the journal to arrive', async () => (await panel.state()).journalBacklog === 0);
  }
  expect(await bookedAt(ours)).toMatchObject([
    { mode: 'offline', outcome: 'completed', impressions: PAGES },
    { mode: 'offline', outcome: 'completed', impressions: 2 * PAGES },
  ]);
  expect(await bookedAt(theirs)).toMatchObject([
    ...Array.from({ length: 3 }, () => ({ mode: 'offline', outcome: 'completed', impressions: PAGES, source: 'job' })),
    { mode: 'offline', outcome: 'failed', impressions: 1, source: 'job' },
  ]);
});

function guarding(station: Station, uri: string): Station {
  return { ...station, printer: { ...station.printer, uri } };
}

async function held({ panel }: StationRunning): Promise<readonly string[]> {
  const { session } = await panel.state();
  if (session === null) await panel.login({ method: 'pin', pin: ADA.pin });
  return (await panel.jobs()).filter(({ state }) => state === 'held').map(({ id }) => id);
}

async function printAll(station: StationRunning): Promise<void> {
  const ids = await waitUntil('a job to be held', async () => {
    const found = await held(station);
    return found.length > 0 && found;
  });
  await station.panel.print(ids);
  await waitUntil('all to be printed', async () => {
    const jobs = await station.panel.jobs();
    return ids.every((id) => jobs.some((job) => job.id === id && job.state === 'printed'));
  });
  await station.panel.logout();
}

async function linkIs(wanted: 'online' | 'offline'): Promise<void> {
  for (const { name, panel } of [ours, theirs]) {
    await waitUntil(`${name} to be ${wanted}`, async () => (await panel.state()).link === wanted);
  }
}

async function bookedAt({ id }: StationRunning): Promise<readonly Activity[]> {
  const { items } = await fleet.api.call(listActivities, { query: { deviceId: id, limit: 100 } });
  return items.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}
