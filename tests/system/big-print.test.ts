import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createQueue } from '@holdover/api';
import { readPrinted } from '@holdover/demo';
import { createIppClient } from '@holdover/ipp';
import { seconds } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';
import { scratchFolder, waitUntil } from '@holdover/testbed/peers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filesBelow } from '../support/canary-scan.ts';
import { startFleet, type Fleet, type Station } from '../support/fleet.ts';
import { runInOwnProcess, type TerminalProcess } from '../support/own-process.ts';

const ADA = { userName: 'ada', pin: '482915' };
const CANARY = 'Zwiebelrostbraten mit Kartoffeln ';
const CHUNK = Buffer.from(CANARY.repeat(Math.ceil(1_000_000 / CANARY.length))).subarray(0, 1_000_000);
const CHUNKS = 500;
/** What a process may grow by while 500 MB pass through it. */
const GROWTH = 250e6;

const scratch = scratchFolder('big-print');
let fleet: Fleet;
let station: Station;
let terminal: TerminalProcess;

beforeAll(async () => {
  fleet = await startFleet({ dir: join(scratch.path, 'fleet') });
  await fleet.addPerson(ADA);
  station = await fleet.addStation();
  terminal = await runInOwnProcess(station);
  await fleet.synchronize([station], [ADA]);
  const body = { path: 'walk-up', name: 'Walk-up', kind: 'pull', ownerFrom: 'user-name' } as const;
  await fleet.api.call(createQueue, { body });
});

afterAll(async () => {
  await terminal.process.stop();
  await fleet.close();
  scratch.remove();
});

const WAYS = [
  { way: 'the device', queueUri: () => terminal.queueUri, spool: () => station.dataDir },
  { way: 'the server', queueUri: () => fleet.server.queueUri('walk-up'), spool: () => fleet.serverDir },
];

describe.each(WAYS)('500 MB by the queue of $way', ({ queueUri, spool }) => {
  let printed: number;

  test('[G3a] are taken at flat memory, and nothing of them is on the disk in clear', async () => {
    printed = (await readPrinted(station.printer.outDir)).length;
    const growth = watchMemory();
    const client = createIppClient({
      transport: createIppTransport(),
      printerUri: queueUri(),
      userName: ADA.userName,
    });
    const answer = await client.printJob({ name: 'Big', format: 'application/pdf', template: [], document: big() });
    expect(answer).toMatchObject({ ok: true });
    expect(Math.max(...growth.end())).toBeLessThan(GROWTH);
    const files = filesBelow(spool());
    const sizes = await Promise.all(files.map(sizeWithoutCanary));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeGreaterThan(CHUNKS * CHUNK.length);
  });

  test('[G3a] reach the printer whole, at flat memory', async () => {
    const growth = watchMemory();
    await terminal.panel.login({ method: 'pin', pin: ADA.pin });
    const job = await waitUntil('the job', async () =>
      (await terminal.panel.jobs()).find(({ state, available }) => state === 'held' && available),
    );
    await terminal.panel.print([job.id]);
    const paper = await waitUntil(
      'the paper',
      async () => (await readPrinted(station.printer.outDir)).at(printed),
      seconds(100),
    );
    await terminal.panel.logout();
    expect(Math.max(...growth.end())).toBeLessThan(GROWTH);
    expect(await hashOf(createReadStream(join(station.printer.outDir, paper.file)))).toBe(await hashOf(big()));
  });
});

async function* big(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('%PDF-1.4\n');
  for (let chunk = 0; chunk < CHUNKS; chunk++) yield CHUNK;
}

async function hashOf(data: AsyncIterable<Uint8Array>): Promise<string> {
  const hash = createHash('sha256');
  for await (const part of data) hash.update(part);
  return hash.digest('hex');
}

/** Of this process (server, client and device) and of the terminal's; `end` answers how much each grew at the most. */
function watchMemory(): { end(): readonly number[] } {
  const now = (): readonly number[] => [process.pid, terminal.process.pid].map(residentOf);
  const before = now();
  let most = before;
  const timer = setInterval(() => {
    most = now().map((bytes, index) => Math.max(bytes, most[index] ?? 0));
  }, 100);
  return {
    end() {
      clearInterval(timer);
      return most.map((bytes, index) => bytes - (before[index] ?? 0));
    },
  };
}

function residentOf(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) * 1024;
}

/** Its length in bytes; fails the test when the canary is in it. */
async function sizeWithoutCanary(file: string): Promise<number> {
  let size = 0;
  let tail = Buffer.alloc(0);
  for await (const part of createReadStream(file)) {
    const bytes = Buffer.isBuffer(part) ? part : Buffer.from(String(part));
    const window = Buffer.concat([tail, bytes]);
    expect(window.includes(CANARY), file).toBe(false);
    tail = window.subarray(-CANARY.length);
    size += bytes.length;
  }
  return size;
}
