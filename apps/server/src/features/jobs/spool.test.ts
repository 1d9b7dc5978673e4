import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uuidv7, type JobId } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { openDocuments, type Documents } from '@holdover/sealed-store';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Database } from '../../database/database.ts';
import { openStores } from '../../stores.ts';
import { openAt, sqlitePlace } from '../../testing/describe-store.ts';
import { A_DOCUMENT, inParts } from '../../testing/queue-client.ts';
import { sampleQueue, SAMPLE_TIME } from '../../testing/sample-job.ts';
import { openSpool, type Spool } from './spool.ts';

const entropy = createSeededEntropy('spool');
const place = sqlitePlace();
const queue = sampleQueue('pull');
let folder: string;
let database: Database;

beforeEach(async () => {
  await place.prepare();
  folder = await mkdtemp(join(tmpdir(), 'holdover-spool-'));
  database = await openAt(await place.next());
});
afterEach(async () => {
  await database.close();
  await place.remove();
  await rm(folder, { recursive: true });
});

const openFolder = (): Promise<Documents<JobId>> => openDocuments<JobId>(folder, new Uint8Array(32).fill(3));

async function open(documents: Documents<JobId>, over: Database = database): Promise<Spool> {
  const stores = openStores(database.queries);
  return openSpool({
    database: over,
    stores,
    documents,
    clock: createFakeClock(SAMPLE_TIME),
    logger: createMemoryLogger(),
  });
}

async function receive(spool: Spool) {
  const ticket = { userName: 'ada', authenticated: false, name: 'Minutes', template: [] };
  const incoming = { number: await spool.nextNumber(), uuid: uuidv7(SAMPLE_TIME, entropy), createdAt: SAMPLE_TIME };
  return spool.receive(
    { ...incoming, queue, ticket, held: false },
    { format: 'application/octet-stream', name: undefined, data: inParts(A_DOCUMENT) },
  );
}

const firstOf = async (documents: Documents<JobId>, id: JobId): Promise<Uint8Array | undefined> => {
  for await (const part of documents.read(id)) return part;
  return undefined;
};

test('[G3b] [G3c] at a start a document with a row stays, one without is removed', async () => {
  const before = await openFolder();
  const spool = await open(before);
  const kept = await receive(spool);
  if (!kept.ok) return expect.unreachable();
  const lost = `job_${uuidv7(SAMPLE_TIME, entropy)}` as JobId; // of that form
  const writer = await before.create(lost);
  await writer.write(A_DOCUMENT);
  await writer.finish();

  const after = await openFolder();
  const again = await open(after);
  expect(Buffer.from((await firstOf(after, kept.value.id)) ?? []).equals(A_DOCUMENT)).toBe(true);
  await expect(firstOf(after, lost)).rejects.toThrow();
  expect((await receive(again)).ok).toBe(true);
  expect(await again.nextNumber()).toBeGreaterThan(kept.value.number + 1);
});

test('[G3c] what the database does not take leaves no document, and the client is to come again', async () => {
  const documents = await openFolder();
  const removed: JobId[] = [];
  const watched = { ...documents, remove: (id: JobId) => documents.remove(id).then(() => void removed.push(id)) };
  const away: Database = { ...database, transact: () => Promise.reject(new TypeError('away')) };
  const spool = await open(watched, away);
  await expect(receive(spool)).rejects.toMatchObject({ code: 'job-not-stored', owner: 'environment', retryable: true });
  await spool.settled();
  expect(removed).toHaveLength(1);
  expect(await openStores(database.queries).jobs.use()).toEqual({ jobs: 0, bytes: 0 });
});
