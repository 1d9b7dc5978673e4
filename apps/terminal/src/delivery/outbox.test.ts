import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Fault, instant, makeId, minutes, seconds, utf8, type ActivityId } from '@holdover/kernel';
import type { ScanUpload, ScanUploadAnswer } from '@holdover/protocol';
import { openDocuments, type Documents, type SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import { openPrepared } from '../testing/open-prepared.ts';
import { until } from '../testing/until.ts';
import type { Delivered, ScannedDocument } from './delivery.ts';
import { openOutbox, type Outbox } from './outbox.ts';
import { createOutboxStore, prepareOutbox } from './outbox-store.ts';

const entropy = createSeededEntropy(7);
const key = new Uint8Array(32).fill(1);
const never = new AbortController().signal;
const UNREACHABLE = new Fault({ owner: 'environment', code: 'gateway-unreachable', message: 'away', retryable: true });

let folder: string;
let database: SealedDatabase;
let documents: Documents<ActivityId>;
let outbox: Outbox;
const clock = createFakeClock(instant(1_000));
const logger = createMemoryLogger();
/** What the server got, and what it says. */
let handedIn: { upload: ScanUpload; text: string }[];
let answer: (upload: ScanUpload) => GatewayAnswer<ScanUploadAnswer> | 'never';
let isConnected: boolean;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holdover-outbox-'));
  database = openPrepared(join(folder, 'spool.db'), key, prepareOutbox);
  handedIn = [];
  answer = () => taken;
  isConnected = true;
  await start();
});
afterEach(async () => {
  outbox.close();
  database.close();
  await rm(folder, { recursive: true });
});

const says = (scan: ScanUploadAnswer['scan']): GatewayAnswer<ScanUploadAnswer> => ({ kind: 'answer', value: { scan } });
const taken = says('taken');

async function start(): Promise<void> {
  documents = await openDocuments(join(folder, 'outbox'), key);
  outbox = await openOutbox({
    store: createOutboxStore(database),
    documents,
    server: {
      isConnected: () => isConnected,
      async sendScan(upload, { data }) {
        let text = '';
        try {
          for await (const part of data) text += new TextDecoder().decode(part);
        } catch (error) {
          if (error instanceof Fault) return { kind: 'none', fault: error };
          throw error;
        }
        handedIn.push({ upload, text });
        const said = answer(upload);
        return said === 'never' ? new Promise(() => undefined) : said;
      },
    },
    clock,
    entropy,
    logger,
    onHeld: () => undefined,
  });
}

/** As a power cut would: nothing is closed. */
async function restart(): Promise<void> {
  outbox.close();
  await start();
}

function scan(text = 'the scan', scanToMe = true): ScannedDocument {
  return {
    activityId: makeId('activity', clock.wall(), entropy),
    user: { id: makeId('user', clock.wall(), entropy), userName: 'ada', scanToMe },
    scannedAt: instant(500),
    fileName: 'scan.pdf',
    format: 'application/pdf',
    pages: 2,
    bytes: text.length,
    open: async () => ({
      async *chunks() {
        yield utf8(text);
      },
      close: async () => undefined,
    }),
  };
}

const take = (document: ScannedDocument): Promise<Delivered> => outbox.take(document, never);

test('online a scan is delivered once the server says that it has it', async () => {
  const { activityId, user, scannedAt, fileName, format, pages } = scan();
  const document = { ...scan(), activityId, user };
  expect(await take(document)).toEqual({ delivered: 'delivered' });
  expect(handedIn).toEqual([
    { upload: { activityId, userId: user.id, scannedAt, fileName, format, pages }, text: 'the scan' },
  ]);
  expect(outbox.held()).toBe(0);
});

test('[E8] [G3l] offline it is held, through restarts, until the server has it', async () => {
  isConnected = false;
  expect(await take(scan('one'))).toEqual({ delivered: 'held' });
  expect(await take(scan('two'))).toEqual({ delivered: 'held' });
  await restart();
  expect([outbox.held(), handedIn]).toEqual([2, []]);
  isConnected = true;
  outbox.wake();
  await until(() => outbox.held() === 0);
  expect(handedIn.map(({ text }) => text).toSorted()).toEqual(['one', 'two']);
  await restart();
  expect([outbox.held(), handedIn.length]).toEqual([0, 2]);
});

test('[G3l] what was answered into nothing is handed in again under the same id', async () => {
  answer = () => ({ kind: 'none', fault: UNREACHABLE });
  const document = scan();
  const taking = take(document);
  await until(() => handedIn.length === 1);
  await clock.advanceAsync(seconds(10));
  expect(await taking).toEqual({ delivered: 'held' });
  await restart();
  answer = () => taken;
  outbox.wake();
  await until(() => outbox.held() === 0);
  expect(new Set(handedIn.map(({ upload }) => upload.activityId))).toEqual(new Set([document.activityId]));
});

test('asked again for the same scan, there is one of it', async () => {
  isConnected = false;
  const document = scan();
  expect([await take(document), await take(document)]).toEqual([{ delivered: 'held' }, { delivered: 'held' }]);
  expect(outbox.held()).toBe(1);
});

test('nobody waits at the panel for a server that takes long', async () => {
  answer = () => 'never';
  const taking = take(scan());
  await until(() => handedIn.length === 1);
  await clock.advanceAsync(seconds(10));
  expect(await taking).toEqual({ delivered: 'held' });
});

test.each([
  ['no-address', 'no-email'],
  ['too-large', 'too-large'],
] as const)('[G3m] the server says %s: nothing of it is kept', async (said, reason) => {
  answer = () => says(said);
  expect(await take(scan())).toEqual({ delivered: 'failed', reason });
  await restart();
  expect(outbox.held()).toBe(0);
});

test('[G3m] a scan of somebody without an address is not taken on', async () => {
  expect(await take(scan('x', false))).toEqual({ delivered: 'failed', reason: 'no-email' });
  expect(outbox.held()).toBe(0);
});

test('a server that turned it away is asked again within minutes, and one bad scan keeps no other waiting', async () => {
  isConnected = false;
  const bad = scan('bad');
  await take(bad);
  await take(scan('good'));
  answer = ({ activityId }) =>
    activityId === bad.activityId ? { kind: 'refused', status: 400, code: 'bad-request' } : taken;
  isConnected = true;
  outbox.wake();
  await until(() => outbox.held() === 1);
  answer = () => taken;
  await clock.advanceAsync(minutes(6));
  await until(() => outbox.held() === 0);
});

test('of one that was cancelled while it was copied nothing is left', async () => {
  const cancel = new AbortController();
  cancel.abort();
  const document = scan();
  await expect(outbox.take(document, cancel.signal)).rejects.toMatchObject({ code: 'cancelled' });
  expect(outbox.held()).toBe(0);
  const writer = await documents.create(document.activityId);
  await writer.abort();
});

test('one that the disk does not give back is given up, and said in the log', async () => {
  isConnected = false;
  const document = scan();
  await take(document);
  await documents.remove(document.activityId);
  isConnected = true;
  outbox.wake();
  await until(() => outbox.held() === 0);
  expect(logger.text()).toContain('given up');
});
