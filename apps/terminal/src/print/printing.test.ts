import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attr, createIppClient, stringOf, type Attribute } from '@holdover/ipp';
import { Fault, instant, makeId, milliseconds, minutes, present, seconds, type JobId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import { openDocuments, type SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobSession } from '../panel-api/jobs-port.ts';
import { prepareSpoolDatabase } from '../spool/spool-database.ts';
import { createSpool, type Spool } from '../spool/spool.ts';
import { createFakeActivityJournal, type FakeActivityJournal } from '../testing/fake-activity-journal.ts';
import { createScriptedPrinter, type ScriptedPrinter } from '../testing/scripted-printer.ts';
import { createDeviceJobs } from './device-jobs.ts';
import { createPanelJobs, type PanelJobs } from './panel-jobs.ts';
import { createPrintLine, type PrintLine } from './print-line.ts';
import { recoverActivities } from './recover.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const START = instant(1_750_000_000_000);
const TWO_PAGES = '%PDF-1.4 3 0 obj <</Type/Page>> endobj 4 0 obj <</Type/Page>> endobj';
const entropy = createSeededEntropy(9);
const EVA: HeldUser = {
  id: makeId('user', instant(START - 1000), entropy),
  userName: 'eva',
  fullName: 'Eva',
  language: null,
  color: true,
};
const SESSION: JobSession = { id: makeId('session', START, entropy), user: EVA, mode: 'offline' };

let folder: string;
let database: SealedDatabase;
let clock: FakeClock;
let spool: Spool;
let printer: ScriptedPrinter;
let journal: FakeActivityJournal;
let line: PrintLine;
let jobs: PanelJobs;
let offlinePageLimit: number | null;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'printing-'));
  clock = createFakeClock(START);
  database = openPrepared(join(folder, 'spool.db'), new Uint8Array(32), prepareSpoolDatabase);
  spool = await createSpool({
    database,
    documents: await openDocuments(join(folder, 'documents'), new Uint8Array(32)),
    resolveOwner: () => EVA.id,
    now: () => clock.wall(),
    entropy,
  });
  printer = createScriptedPrinter(clock);
  journal = createFakeActivityJournal(clock, entropy);
  offlinePageLimit = null;
  start();
});

afterEach(async () => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('a release', () => {
  test('[F4e] the beginning is recorded, with the printer’s counters, before the first byte', async () => {
    const id = await hold();
    journal.onBegin = () => journal.log.push(`documents: ${printer.documents.size}`);
    printer.finishing = printer.end('completed', 2);
    await print(id);
    expect(journal.log).toEqual(['begin', 'documents: 0', 'end']);
    expect(journal.begun[0]).toMatchObject({
      mode: 'offline',
      userId: EVA.id,
      sessionId: SESSION.id,
      kind: 'print',
      pages: 2,
      copies: 1,
      printer: { uuid: `urn:uuid:${printer.uuid}`, lifetimeImpressions: 1000 },
    });
  });

  test('counters that no record can hold are not known', async () => {
    printer.upTime = 1_750_000_000;
    printer.lifetime = -1;
    printer.finishing = printer.end('completed', 2);
    await print(await hold());
    expect(journal.begun[0]?.printer).toMatchObject({ upTime: null, lifetimeImpressions: null });
    expect(journal.ended).toMatchObject([{ impressions: 2, source: 'job' }]);
  });

  test('[F4e] the printer learns the activity as the name, and the user', async () => {
    printer.finishing = printer.end('completed', 2);
    await print(await hold());
    const job = present(printer.jobs.get(1), 'the job');
    expect([job.name, job.userName]).toEqual([journal.ids[0], 'eva']);
    expect(printer.documents.get(job.name)).toBe(TWO_PAGES);
  });

  test('[G3f] a printed job is gone from the spool and stays in the session’s list', async () => {
    const id = await hold();
    printer.finishing = printer.end('completed', 2);
    await print(id);
    expect(spool.all()).toEqual([]);
    expect(jobs.list(EVA)).toMatchObject([{ id, state: 'printed', available: false, impressions: 2 }]);
  });

  test('[G4a] progress is the printer’s own', async () => {
    const id = await hold();
    await jobs.print(SESSION, [id]);
    await settleUntil(() => printer.jobs.size === 1);
    printer.set(1, { state: 'processing', impressionsCompleted: 1 });
    await settleUntil(() => jobs.list(EVA)[0]?.impressions === 1);
    expect(jobs.list(EVA)).toMatchObject([{ state: 'printing', available: false }]);
    printer.set(1, printer.end('completed', 2));
    await settleUntil(() => spool.all().length === 0);
  });

  test('[G4c] cancelled at the printer after the page that moves, and held again', async () => {
    const id = await hold();
    await jobs.print(SESSION, [id]);
    await settleUntil(() => printer.jobs.size === 1);
    printer.set(1, { state: 'processing', impressionsCompleted: 1 });
    await jobs.cancel(SESSION, id);
    await settleUntil(() => journal.ended.length === 1);
    expect(journal.ended).toMatchObject([{ outcome: 'cancelled', impressions: 1, source: 'job' }]);
    await settleUntil(() => jobs.list(EVA)[0]?.available === true);
    expect(jobs.list(EVA)).toMatchObject([{ id, state: 'cancelled' }]);
  });

  test('jobs print one after the other', async () => {
    const ids = [await hold(), await hold()];
    await jobs.print(SESSION, ids);
    await settleUntil(() => printer.jobs.size === 1);
    await clock.advanceAsync(seconds(10));
    expect(printer.jobs.size).toBe(1);
    printer.set(1, printer.end('completed', 2));
    await settleUntil(() => printer.jobs.size === 2);
    printer.set(2, printer.end('completed', 2));
    await settleUntil(() => spool.all().length === 0);
  });

  test('[F5f] a session prints offline as many pages as the setting allows, all that was asked for or nothing', async () => {
    offlinePageLimit = 3;
    printer.finishing = printer.end('completed', 2);
    const refused = { outcome: 'unavailable', reason: 'offline-page-limit' };
    expect(await jobs.print(SESSION, [await hold(), await hold()])).toEqual(refused);
    expect(journal.begun).toEqual([]);
    await print(await hold());
    expect(await jobs.print(SESSION, [await hold()])).toEqual(refused);
    await print(await hold(), { ...SESSION, mode: 'online' });
  });

  test('a printer that cannot be reached starts nothing', async () => {
    const id = await hold();
    printer.reachable = false;
    expect(await jobs.print(SESSION, [id])).toEqual({ outcome: 'unavailable', reason: 'printer-unreachable' });
    expect(journal.log).toEqual([]);
  });

  test('[B7a] the jobs of a user who is stopped end, those waiting unprinted', async () => {
    const ids = [await hold(), await hold()];
    await jobs.print(SESSION, ids);
    await settleUntil(() => printer.jobs.size === 1);
    jobs.stop(EVA.id);
    await settleUntil(() => jobs.list(EVA).every((job) => job.state === 'cancelled'));
    expect(printer.jobs.size).toBe(1);
    expect(journal.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });
});

describe('[F4d] a job is sent again', () => {
  test('while the printer refuses it as busy', async () => {
    printer.refusing = 'server-error-busy';
    await jobs.print(SESSION, [await hold()]);
    await settleUntil(() => journal.log.length === 1);
    await clock.advanceAsync(seconds(10));
    printer.refusing = undefined;
    printer.finishing = printer.end('completed', 2);
    await settleUntil(() => journal.ended.length === 1);
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(journal.begun).toHaveLength(1);
  });

  test('but not when it refuses it for good', async () => {
    printer.refusing = 'client-error-document-format-not-supported';
    const id = await hold();
    await print(id);
    expect(journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'none' }]);
    expect(jobs.list(EVA)).toMatchObject([{ id, state: 'failed', available: true }]);
  });

  test('but not after a byte was accepted; the printer is asked what it made of it', async () => {
    printer.breaksAfter = { octets: 1, makesJob: true };
    printer.finishing = printer.end('completed', 2);
    await print(await hold());
    expect(printer.jobs.size).toBe(1);
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2, source: 'job' }]);
  });

  test('but not when the connection broke and the printer knows nothing of it', async () => {
    printer.breaksAfter = { octets: 1, makesJob: false };
    const id = await hold();
    await print(id);
    expect(printer.jobs.size).toBe(0);
    expect(journal.ended).toMatchObject([{ outcome: 'failed', impressions: 0, source: 'device' }]);
    expect(jobs.list(EVA)).toMatchObject([{ id, available: true }]);
  });
});

describe('[G5a] colour', () => {
  const BLACK: HeldUser = { ...EVA, color: false };

  test('colour jobs are neither shown to nor printed for a user without the right', async () => {
    const id = await hold([attr.keyword('print-color-mode', 'color')]);
    expect(jobs.list(BLACK)).toEqual([]);
    expect(await jobs.print({ ...SESSION, user: BLACK }, [id])).toEqual({ outcome: 'not-found' });
    expect(jobs.list(EVA)).toHaveLength(1);
  });

  test('what does not tell is printed in black', async () => {
    const id = await hold([attr.integer('copies', 2)]);
    printer.finishing = printer.end('completed', 4);
    await print(id, { ...SESSION, user: BLACK });
    expect(stringOf(present(printer.jobs.get(1), 'the job').template, 'print-color-mode')).toBe('monochrome');
    expect(journal.ended).toMatchObject([{ color: false }]);
  });
});

describe('another person', () => {
  const BEN: HeldUser = { ...EVA, id: makeId('user', START, entropy), userName: 'ben' };
  const BENS: JobSession = { ...SESSION, id: makeId('session', START, entropy), user: BEN };

  test('neither sees, prints, cancels nor removes the job', async () => {
    const id = await hold();
    expect(jobs.list(BEN)).toEqual([]);
    expect(await jobs.print(BENS, [id])).toEqual({ outcome: 'not-found' });
    expect(await jobs.remove(BENS, id)).toEqual({ outcome: 'not-found' });
    await jobs.print(SESSION, [id]);
    expect(await jobs.cancel(BENS, id)).toEqual({ outcome: 'not-found' });
  });
});

describe('after a power loss', () => {
  test('[F4a] the job of our name settles it, and a printed job is gone', async () => {
    await interrupted(printer.end('completed', 2));
    expect(await recover()).toBe(true);
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2, source: 'job', toReview: false }]);
    expect(spool.all()).toEqual([]);
  });

  test('[F4a] a job that still prints is followed to its end', async () => {
    await interrupted({ state: 'processing', impressionsCompleted: 1 });
    const recovering = recover();
    await clock.advanceAsync(seconds(2));
    expect(journal.ended).toEqual([]);
    printer.set(1, printer.end('completed', 2));
    await clock.advanceAsync(seconds(2));
    expect(await recovering).toBe(true);
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
  });

  test('[F4b] without the job, the counter difference settles it', async () => {
    await interrupted(undefined);
    printer.lifetime = 1001;
    expect(await recover()).toBe(true);
    expect(journal.ended).toMatchObject([{ outcome: 'unknown', impressions: 1, source: 'device', toReview: true }]);
    expect(spool.all()).toMatchObject([{ release: null }]);
  });

  test('[F4c] where neither tells, nothing is booked and a person decides', async () => {
    await interrupted(undefined);
    printer.lifetime = undefined;
    expect(await recover()).toBe(true);
    expect(journal.ended).toMatchObject([{ outcome: 'unknown', impressions: 0, source: 'none', toReview: true }]);
  });

  test('nothing is settled and nothing printed while the printer is away', async () => {
    await interrupted(printer.end('completed', 2));
    printer.reachable = false;
    expect(await recover()).toBe(false);
    expect(journal.ended).toEqual([]);
    printer.reachable = true;
    const other = await hold();
    start();
    await print(other);
    expect(journal.ended.map(({ impressions }) => impressions)).toEqual([2, 2]);
  });

  test('[F4f] what could not be settled is settled once the printer is back', async () => {
    await interrupted(printer.end('completed', 2));
    printer.reachable = false;
    line.wake();
    await clock.advanceAsync(minutes(3));
    expect(journal.ended).toEqual([]);
    printer.reachable = true;
    await clock.advanceAsync(minutes(1));
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(spool.all()).toEqual([]);
  });

  test('[F4f] an outcome that the disk refused is recorded once it has room, and nothing is printed again', async () => {
    printer.finishing = printer.end('completed', 2);
    const full = new Fault({ owner: 'environment', code: 'disk-full', message: 'The disk is full' });
    journal.endFails = full;
    await print(await hold());
    expect(journal.endFails).toBeUndefined();
    expect(journal.ended).toMatchObject([{ outcome: 'completed', impressions: 2 }]);
    expect(spool.all()).toEqual([]);
    expect(printer.jobs.size).toBe(1);
  });

  test('a power loss behind the outcome’s record only frees the job', async () => {
    const id = await hold();
    const activity = makeId('activity', START, entropy);
    spool.beginRelease(id, activity, 'eva');
    spool.noteOutcome(id, true);
    expect(await recover()).toBe(true);
    expect(journal.ended).toEqual([]);
    expect(spool.all()).toEqual([]);
  });

  /** A release whose terminal lost power after the first byte; the printer has `job` of it. */
  async function interrupted(job: ScriptedPrinter['finishing'] | undefined): Promise<void> {
    const id = await hold();
    const activityId = makeId('activity', START, entropy);
    await journal.recordBegin(activityId, {
      mode: 'offline',
      userId: EVA.id,
      sessionId: SESSION.id,
      kind: 'print',
      pages: 2,
      copies: 1,
      color: true,
      sides: 'one-sided',
      printer: { uuid: `urn:uuid:${printer.uuid}`, upTime: 1, lifetimeImpressions: 1000 },
    });
    spool.beginRelease(id, activityId, 'eva');
    printer.finishing = job ?? printer.end('completed', 2);
    if (job === undefined) return;
    const client = createIppClient({ transport: printer.transport, printerUri: printer.uri, userName: 'eva' });
    await client.printJob({ name: activityId, format: 'text/plain', template: [], document: bytes('x') });
    printer.finishing = printer.end('completed', 2);
  }

  function recover(): Promise<boolean> {
    return recoverActivities(releasing());
  }
});

function releasing() {
  return {
    transport: printer.transport,
    printerUri: printer.uri,
    sources: [createDeviceJobs(spool)],
    journal,
    userNameOf: () => 'eva',
    clock,
    entropy,
    logger: createMemoryLogger(),
  };
}

/** As after a start of the terminal. */
function start(): void {
  const options = releasing();
  line = createPrintLine({
    ...options,
    recover: () => recoverActivities(options),
    onProgress: () => undefined,
    onChanged: () => jobs.changed(),
  });
  jobs = createPanelJobs({ ...options, line, now: () => clock.wall(), offlinePageLimit: () => offlinePageLimit });
}

async function hold(template: readonly Attribute[] = []): Promise<JobId> {
  const job = spool.open({ ownerName: 'eva', name: 'Report', template });
  const held = await spool.receive(job.id, { format: 'application/pdf', name: undefined, data: bytes(TWO_PAGES) });
  expect(held.ok).toBe(true);
  return job.id;
}

async function print(id: JobId, session: JobSession = SESSION): Promise<void> {
  expect(await jobs.print(session, [id])).toEqual({ outcome: 'started' });
  await settleUntil(() => journal.ended.length === journal.begun.length && journal.begun.length > 0 && isIdle());
}

function isIdle(): boolean {
  return spool.all().every((job) => job.release === null) && jobs.list(EVA).every((job) => job.state !== 'printing');
}

/** Lets time pass until it is so. */
async function settleUntil(check: () => boolean): Promise<void> {
  const end = performance.now() + 4_000;
  while (performance.now() < end) {
    if (check()) return;
    await clock.advanceAsync(milliseconds(100));
  }
  expect.fail('it never came to that');
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
