import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { attr, type Outcome } from '@holdover/ipp';
import { concatBytes, hours, instant, makeId, minutes, type Instant, type UserId } from '@holdover/kernel';
import { openDocuments, type SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { colorOf } from '../print/waiting-job.ts';
import type { SpoolJob } from './spool-job.ts';
import { prepareSpoolDatabase } from './spool-database.ts';
import { createSpool, type Spool, type SpoolLimits } from './spool.ts';
import { startRetention } from './retention.ts';
import { openPrepared } from '../testing/open-prepared.ts';

const START = instant(1_750_000_000_000);
const KEY = new Uint8Array(32).fill(7);
const TWO_PAGES = '%PDF-1.4 CANARY 3 0 obj <</Type/Page>> endobj 4 0 obj <</Type/Page>> endobj';

let folder: string;
let database: SealedDatabase;
let clock: FakeClock;
let owners: Map<string, UserId>;

const entropy = createSeededEntropy(5);
const userBorn = (at: Instant): UserId => makeId('user', at, entropy);
const EVA = { id: userBorn(instant(START - 1_000)), userName: 'Eva' };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spool-'));
  clock = createFakeClock(START);
  owners = new Map([['eva', EVA.id]]);
  database = openPrepared(join(folder, 'spool.db'), KEY, prepareSpoolDatabase);
});

afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

describe('keeping', () => {
  test('[G3a] a held job is encrypted where it lies, with its name and its owner', async () => {
    const spool = await start();
    await hold(spool, TWO_PAGES, { name: 'CANARY.pdf', ownerName: 'CANARY' });
    database.pragma('wal_checkpoint(TRUNCATE)');
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (file.isFile()) expect(readFileSync(join(file.parentPath, file.name)).includes('CANARY')).toBe(false);
    }
    expect(await contentOf(spool)).toBe(TWO_PAGES);
  });

  test('[G3b] a job that was taken is there after a restart', async () => {
    const held = await hold(await start(), TWO_PAGES, { template: [attr.integer('copies', 3)] });
    const again = await start();
    expect(again.all()).toEqual([held]);
    expect(held).toMatchObject({ state: 'held', pages: 2, bytes: TWO_PAGES.length, format: 'application/pdf' });
    expect(await contentOf(again)).toBe(TWO_PAGES);
  });

  test('[G3c] of a job that was still coming in, a restart leaves nothing', async () => {
    const spool = await start();
    const job = spool.open({ ownerName: 'eva', name: 'Half', template: [] });
    const half = stalled();
    const receiving = spool.receive(job.id, document(half.data));
    await expect.poll(() => files()).toHaveLength(1);
    const again = await start();
    expect(again.all()).toEqual([]);
    expect(files()).toEqual([]);
    half.end();
    await receiving;
  });

  test('[G3c] of a job that was only announced, a restart leaves nothing but its number', async () => {
    const spool = await start();
    const job = spool.open({ ownerName: 'eva', name: 'Announced', template: [] });
    spool.announce(job.id);
    const again = await start();
    expect(again.all()).toEqual([]);
    expect((await hold(again, 'x')).number).toBe(job.number + 1);
  });

  test('[G3c] of a job whose sender breaks off, nothing stays', async () => {
    const spool = await start();
    const job = spool.open({ ownerName: 'eva', name: 'Half', template: [] });
    await expect(spool.receive(job.id, document(breaking()))).rejects.toThrow('gone');
    expect(spool.all()).toEqual([]);
    expect(files()).toEqual([]);
  });

  test('an empty document is no job', async () => {
    const spool = await start();
    const job = spool.open({ ownerName: 'eva', name: 'Empty', template: [] });
    expect(await spool.receive(job.id, document(parts()))).toMatchObject({
      status: 'client-error-document-format-error',
    });
    expect(spool.all()).toEqual([]);
  });

  test('a document of nothing but form feeds is not believed', async () => {
    const spool = await start();
    expect(await hold(spool, '\f'.repeat(100_001))).toMatchObject({ format: 'text/plain', pages: null });
    expect(await hold(spool, '\f'.repeat(100_000))).toMatchObject({ pages: 100_000 });
  });

  test('a number is never given twice', async () => {
    const spool = await start();
    const first = await hold(spool, 'x');
    await spool.remove(first.id);
    expect((await hold(await start(), 'x')).number).toBe(first.number + 1);
  });
});

describe('[G3d] a full spool refuses, and keeps what it has', () => {
  test('too many jobs', async () => {
    const spool = await start({ jobs: 1, bytes: 1_000 });
    await hold(spool, 'x');
    expect(spool.room()).toMatchObject({ status: 'server-error-too-many-jobs' });
  });

  test('too many octets, among them those that are still coming in', async () => {
    const spool = await start({ jobs: 10, bytes: 100 });
    await hold(spool, 'x'.repeat(60));
    expect(await put(spool, 'x'.repeat(41))).toMatchObject({ status: 'server-error-temporary-error' });
    expect(await put(spool, 'x'.repeat(101))).toMatchObject({ status: 'client-error-request-entity-too-large' });
    expect(await put(spool, 'x'.repeat(40))).toMatchObject({ ok: true });
    expect(spool.room()).toMatchObject({ status: 'server-error-temporary-error' });
    expect(files()).toHaveLength(1);
    expect(spool.all()).toHaveLength(2);
  });
});

describe('owners', () => {
  test('[G2a] the owner is found by the name of the job when it comes in', async () => {
    const spool = await start();
    const held = await hold(spool, 'x', { ownerName: 'eva' });
    expect(held.userId).toBe(EVA.id);
    expect(spool.heldBy(EVA)).toEqual([held]);
  });

  test('[G2b] a job of an unknown owner waits for a user who is older than it', async () => {
    const spool = await start();
    const held = await hold(spool, 'x', { ownerName: 'BEN' });
    const younger = { id: userBorn(instant(START + 1)), userName: 'ben' };
    const older = { id: userBorn(instant(START - 1)), userName: 'ben' };
    expect(spool.heldBy(younger)).toEqual([]);
    expect(spool.heldBy(older)).toEqual([{ ...held, userId: older.id }]);
    expect((await start()).find(held.id)?.userId).toBe(older.id);
  });
});

describe('[G3e] held jobs grow old', () => {
  test('they go after the set hours of online time, and not while offline', async () => {
    const spool = await start();
    await hold(spool, 'x');
    let offline = false;
    const stop = startRetention({
      spool,
      clock,
      limit: () => hours(2),
      isPaused: () => offline,
      onFailure: (error) => expect.fail(String(error)),
    });
    clock.advance(hours(1));
    offline = true;
    clock.advance(hours(10));
    offline = false;
    clock.advance(minutes(59));
    expect(spool.all()).toHaveLength(1);
    await clock.advanceAsync(minutes(1));
    expect(spool.all()).toEqual([]);
    await expect.poll(() => files()).toEqual([]);
    stop();
  });

  test('a job that is being printed stays', async () => {
    const spool = await start();
    const held = await hold(spool, 'x');
    spool.beginRelease(held.id, makeId('activity', START, entropy), 'eva');
    await spool.age(hours(100), hours(1));
    expect(spool.all()).toHaveLength(1);
  });
});

test.each([
  ['color', null, 'yes'],
  ['monochrome', true, 'no'],
  ['auto', true, 'yes'],
  ['auto', false, 'no'],
  ['auto', null, 'unknown'],
] as const)('a ticket of %s and a document whose colour is %s: %s', async (mode, color, expected) => {
  const held = await hold(await start(), 'x', { template: [attr.keyword('print-color-mode', mode)] });
  expect(colorOf({ ...held, color })).toBe(expected);
});

async function start(limits?: SpoolLimits): Promise<Spool> {
  return createSpool({
    database,
    documents: await openDocuments(join(folder, 'documents'), KEY),
    ...(limits === undefined ? {} : { limits }),
    resolveOwner: (name) => owners.get(name),
    now: () => clock.wall(),
    entropy,
  });
}

async function put(
  spool: Spool,
  content: string,
  more: Partial<Parameters<Spool['open']>[0]> = {},
): Promise<Outcome<SpoolJob>> {
  const job = spool.open({ ownerName: 'eva', name: 'Job', template: [], ...more });
  return spool.receive(job.id, document(parts(content)));
}

async function hold(...args: Parameters<typeof put>): Promise<SpoolJob> {
  const outcome = await put(...args);
  if (!outcome.ok) return expect.fail(outcome.message);
  return outcome.value;
}

async function contentOf(spool: Spool): Promise<string> {
  const [job] = spool.all();
  const read: Uint8Array[] = [];
  if (job !== undefined) for await (const part of spool.document(job.id)) read.push(part);
  return Buffer.from(concatBytes(read)).toString();
}

function document(data: AsyncIterable<Uint8Array>): Parameters<Spool['receive']>[1] {
  return { format: 'application/octet-stream', name: undefined, data };
}

async function* parts(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield Buffer.from(text);
}

/** A sender who stops in the middle of it until told. */
function stalled(): { readonly data: AsyncIterable<Uint8Array>; end(): void } {
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const data = (async function* () {
    // More than is gathered before it is written.
    yield Buffer.alloc(100_000);
    await ended;
  })();
  return { data, end: () => end() };
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw new TypeError('gone');
}

function files(): string[] {
  return readdirSync(join(folder, 'documents'));
}
