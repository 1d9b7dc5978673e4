import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { JOB_STATE, attr, createIppClient, integerOf, stringOf, stringsOf, type IppClient } from '@holdover/ipp';
import { instant, makeId, seconds, type JobId } from '@holdover/kernel';
import {
  createAuthority,
  createIppTransport,
  createPrivateKeyPem,
  gatewayCheck,
  openAuthority,
} from '@holdover/nodejs';
import { openDocuments, type SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createDeviceQueue, UNKNOWN_DEVICE, type DeviceQueue, type DeviceQueueOptions } from './device-queue.ts';
import { prepareSpoolDatabase } from './spool-database.ts';
import { createSpoolStore } from './spool-store.ts';
import { createSpool, type Spool } from './spool.ts';
import { openPrepared } from '../testing/open-prepared.ts';

let folder: string;
let database: SealedDatabase;
let clock: FakeClock;
let spool: Spool;
let queue: DeviceQueue;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'queue-'));
  clock = createFakeClock(instant(1_750_000_000_000));
  database = openPrepared(join(folder, 'spool.db'), new Uint8Array(32), prepareSpoolDatabase);
  spool = await createSpool({
    database,
    documents: await openDocuments(join(folder, 'documents'), new Uint8Array(32)),
    limits: { jobs: 2, bytes: 1_000 },
    resolveOwner: () => undefined,
    now: () => clock.wall(),
    entropy: createSeededEntropy(3),
  });
});

afterEach(async () => {
  await queue.close();
  database.close();
  rmSync(folder, { recursive: true });
});

test('[G7a] a job is held as pending-held, and the queue advertises what its device takes', async () => {
  const client = await start({ abilities: () => ({ ...UNKNOWN_DEVICE, formats: ['application/pdf'], color: false }) });
  const { printer } = await client.getPrinterAttributes(['document-format-supported', 'color-supported']);
  expect(stringsOf(printer, 'document-format-supported')).toEqual(['application/pdf']);
  const { status, job } = await send(client, 'document');
  expect(status).toBe('successful-ok');
  expect(integerOf(job, 'job-state')).toBe(JOB_STATE['pending-held']);
  expect(spool.all()).toMatchObject([{ state: 'held', ownerName: 'eva', name: 'Report', bytes: 8 }]);
});

test('[G4e] a document is refused that is found to be what its device does not take, whatever it was called', async () => {
  const formats = ['application/octet-stream', 'image/pwg-raster'];
  const client = await start({ abilities: () => ({ ...UNKNOWN_DEVICE, formats }) });
  const sent = { name: 'Report', template: [], document: bytes('%PDF-1.7 hidden') };
  const refused = await client.printJob({ ...sent, format: 'application/octet-stream' });
  expect(refused).toMatchObject({ ok: false, status: 'client-error-document-format-not-supported' });
  expect(refused.statusMessage).toContain('image/pwg-raster');
  expect(spool.all()).toEqual([]);
  const taken = await client.printJob({ ...sent, document: bytes('RaS2'), format: 'application/octet-stream' });
  expect(taken.ok).toBe(true);
});

test('RFC 3380 §4.2: the sender of a held job changes it; that is so after a restart', async () => {
  const client = await start();
  const number = integerOf((await send(client, 'document')).job, 'job-id') ?? expect.fail('there is no job');
  const changes = [attr.name('job-name', 'Letter'), attr.integer('copies', 3)];
  expect((await client.setJobAttributes(number, changes)).status).toBe('successful-ok');
  const [job] = spool.all();
  expect(job).toMatchObject({ name: 'Letter', template: [attr.integer('copies', 3)] });
  expect(createSpoolStore(database).all()).toEqual([job]);
  spool.beginRelease(
    job?.id ?? expect.fail('there is no job'),
    makeId('activity', clock.wall(), createSeededEntropy(4)),
    'eva',
  );
  expect((await client.setJobAttributes(number, [attr.integer('copies', 9)])).status).toBe('client-error-not-possible');
  expect(spool.all()).toMatchObject([{ template: [attr.integer('copies', 3)] }]);
});

test('[G3d] a full spool refuses with the status for it', async () => {
  const client = await start();
  expect((await send(client, 'x'.repeat(1_001))).status).toBe('client-error-request-entity-too-large');
  await send(client, 'x'.repeat(600));
  expect((await send(client, 'x'.repeat(401))).status).toBe('server-error-temporary-error');
  await send(client, 'x');
  expect((await send(client, 'x')).status).toBe('server-error-too-many-jobs');
  expect((await client.send('Validate-Job')).status).toBe('server-error-too-many-jobs');
  expect((await client.getJobs('all')).jobs).toHaveLength(2);
});

test('Create-Job and Send-Document hold one document; a job whose document never comes is aborted', async () => {
  const client = await start();
  const jobId = integerOf((await client.send('Create-Job')).job, 'job-id') ?? 0;
  const never = integerOf((await client.send('Create-Job')).job, 'job-id') ?? 0;
  await client.send('Send-Document', {
    jobId,
    operation: [attr.boolean('last-document', true)],
    document: bytes('hello'),
  });
  await clock.advanceAsync(seconds(61));
  expect(await stateOf(client, jobId)).toBe(JOB_STATE['pending-held']);
  expect(await stateOf(client, never)).toBe(JOB_STATE.aborted);
  expect(spool.all()).toMatchObject([{ number: jobId, bytes: 5 }]);
});

test('[G4c] its sender can cancel a held job, and one that prints', async () => {
  const cancelled: JobId[] = [];
  const releases = { progressOf: () => undefined, cancelRelease: (id: JobId) => void cancelled.push(id) };
  const client = await start({ releases });
  const first = integerOf((await send(client, 'x')).job, 'job-id') ?? 0;
  await client.cancelJob(first);
  expect(await stateOf(client, first)).toBe(JOB_STATE.canceled);
  await send(client, 'y');
  const [held] = spool.all();
  if (held === undefined) return expect.fail('no job is held');
  spool.beginRelease(held.id, makeId('activity', clock.wall(), createSeededEntropy(4)), 'eva');
  expect((await client.cancelJob(held.number)).ok).toBe(true);
  expect(cancelled).toEqual([held.id]);
  expect(await stateOf(client, held.number)).toBe(JOB_STATE.processing);
  spool.noteOutcome(held.id, true);
  await spool.endRelease(held.id);
  expect(await stateOf(client, held.number)).toBe(JOB_STATE.completed);
});

test('one port takes ipp and ipps', async () => {
  const fleet = makeId('fleet', clock.wall(), createSeededEntropy(6));
  const authority = await openAuthority(fleet, await createAuthority(fleet));
  const key = createPrivateKeyPem();
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const { certificate } = await authority.issue({ publicKey, role: 'gateway', id: 'queue' });
  const plain = await start({ tls: createSecureContext({ key, cert: certificate }) });
  const secure = createIppClient({
    transport: createIppTransport({ tls: { ca: authority.certificate, checkServerIdentity: gatewayCheck(fleet) } }),
    printerUri: queue.uri.replace('ipp:', 'ipps:'),
    userName: 'eva',
  });
  await send(plain, 'open');
  const { job } = await send(secure, 'sealed');
  expect(stringOf(job, 'job-uri')).toMatch(/^ipps:/);
  expect(spool.all()).toHaveLength(2);
  const { printer } = await plain.getPrinterAttributes(['uri-security-supported']);
  expect(stringsOf(printer, 'uri-security-supported')).toEqual(['none', 'tls']);
});

async function start(more: Partial<DeviceQueueOptions> = {}): Promise<IppClient> {
  queue = await createDeviceQueue({
    spool,
    host: '127.0.0.1',
    port: 0,
    name: 'Floor 2',
    uuid: '0198c1d2-0000-7000-8000-00000000000c',
    abilities: () => UNKNOWN_DEVICE,
    clock,
    logger: createMemoryLogger(),
    ...more,
  });
  return createIppClient({ transport: createIppTransport(), printerUri: queue.uri, userName: 'eva' });
}

function send(client: IppClient, content: string): ReturnType<IppClient['printJob']> {
  return client.printJob({ name: 'Report', format: 'application/pdf', template: [], document: bytes(content) });
}

async function stateOf(client: IppClient, jobId: number): Promise<unknown> {
  return integerOf((await client.getJobAttributes(jobId)).job, 'job-state');
}

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}
