import { setTimeout as sleep } from 'node:timers/promises';
import { createIppClient } from '@holdover/ipp';
import { shareOf, type JobId } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { openTerminalStores } from '@holdover/terminal';
import { createSeededEntropy } from '@holdover/testbed';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createClosers } from '../support/closers.ts';
import { prepareCutOffStation } from '../support/cut-off-station.ts';
import type { Station } from '../support/fleet.ts';
import { runInOwnProcess } from '../support/own-process.ts';

const ADA = { userName: 'ada', pin: '482915' };
const KILLS = 5;
const SENDERS = 8;
const LONGEST_LIFE_MS = 600;

const scratch = scratchFolder('killed-while-jobs-come');
const closers = createClosers();
afterAll(() => closers.closeAll());
closers.add(() => scratch.remove());
let station: Station;
beforeAll(async () => {
  ({ station } = await prepareCutOffStation(scratch.path, ADA, closers));
});

/** Small ones that share a segment, and now and then one that is a file; what is in it follows from its name. */
function documentOf(name: string): Buffer {
  const length = Number(name) % 7 === 0 ? 150_000 : 100 * (1 + (Number(name) % 300));
  return Buffer.alloc(length, `a line of job ${name}\n`);
}

/** Sends one job after the other until the queue is gone, and notes the names of those it acknowledged. */
async function sendUntilGone(queueUri: string, firstName: number, acknowledged: string[]): Promise<void> {
  const client = createIppClient({ transport: createIppTransport(), printerUri: queueUri, userName: ADA.userName });
  for (let name = firstName; ; name += SENDERS) {
    const document = (async function* () {
      yield documentOf(String(name));
    })();
    const job = { name: String(name), format: 'text/plain', template: [], document };
    const answer = await client.printJob(job).catch(() => undefined);
    if (answer === undefined) return;
    if (answer.ok) acknowledged.push(String(name));
  }
}

/** What lies on the disk of the terminal, by name; of a document that does not open, undefined. */
async function heldOnDisk(): Promise<ReadonlyMap<string, Buffer | undefined>> {
  const stores = await openTerminalStores(station.dataDir, await createKeyfileProtector(station.dataDir).unlock());
  try {
    const rows = stores.spool
      .prepare<[], { id: JobId; name: string }>(`SELECT id, name FROM spool_job WHERE state = 'held'`)
      .all();
    const held = new Map<string, Buffer | undefined>();
    for (const { id, name } of rows) held.set(name, await wholeDocument(stores.documents.read(id)));
    return held;
  } finally {
    stores.close();
  }
}

async function wholeDocument(chunks: AsyncIterable<Uint8Array>): Promise<Buffer | undefined> {
  const parts: Uint8Array[] = [];
  try {
    for await (const part of chunks) parts.push(part);
    return Buffer.concat(parts);
  } catch {
    return undefined;
  }
}

test('[G3b] [G3c] a terminal killed while jobs come in holds all it acknowledged, each whole, and no other half', async () => {
  const dice = createSeededEntropy(41);
  const acknowledged: string[] = [];
  let next = 1;
  for (let kill = 0; kill < KILLS; kill++) {
    const terminal = await runInOwnProcess(station);
    const before = acknowledged.length;
    const sending = Array.from({ length: SENDERS }, (_, n) => sendUntilGone(terminal.queueUri, next + n, acknowledged));
    await waitUntil('some jobs to be acknowledged', () => acknowledged.length > before + SENDERS);
    await sleep(shareOf(dice.bytes(3)) * LONGEST_LIFE_MS);
    terminal.process.kill('SIGKILL');
    await terminal.process.exited;
    await Promise.all(sending);
    next += 100_000;
    const held = await heldOnDisk();
    expect(acknowledged.filter((name) => !held.has(name))).toEqual([]);
    for (const [name, document] of held) expect([name, document?.equals(documentOf(name))]).toEqual([name, true]);
  }
});
