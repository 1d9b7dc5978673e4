import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createEsclClient,
  type ScanJobRef,
  type ScanRefusal,
  type ScannerClient,
  type ScanTicket,
} from '@holdover/escl';
import { instant, milliseconds, seconds } from '@holdover/kernel';
import { createEsclTransport, createPageCounter } from '@holdover/nodejs';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVirtualDevice, type VirtualDeviceOptions } from '../virtual-device.ts';
import { createVirtualScanner, type VirtualScanner, type VirtualScannerOptions } from './virtual-scanner.ts';

const TICKET: ScanTicket = {
  source: 'feeder',
  duplex: false,
  color: 'grayscale',
  resolution: 75,
  size: { width: 2480, height: 3508 },
  format: 'image/jpeg',
  intent: 'document',
};
const GLASS: ScanTicket = { ...TICKET, source: 'platen' };

let clock: FakeClock;
let scanner: VirtualScanner;
let client: ScannerClient;

beforeEach(async () => {
  clock = createFakeClock(instant(1_750_000_000_000));
  await start();
});

afterEach(() => scanner.close());

async function start(options: Partial<VirtualScannerOptions> = {}): Promise<void> {
  scanner = await createVirtualScanner({
    model: 'ricoh',
    host: '127.0.0.1',
    port: 0,
    sidesPerMinute: Number.POSITIVE_INFINITY,
    clock,
    entropy: createSeededEntropy(1),
    logger: createMemoryLogger(),
    ...options,
  });
  client = createEsclClient({ transport: createEsclTransport(), url: scanner.url, clock });
}

async function restart(options: Partial<VirtualScannerOptions>): Promise<void> {
  await scanner.close();
  await start(options);
}

async function begin(ticket: ScanTicket): Promise<ScanJobRef> {
  const begun = await client.begin(ticket);
  return 'url' in begun ? begun : expect.fail(JSON.stringify(begun));
}

/** The octets of a page, or why there is none. */
async function next(job: ScanJobRef): Promise<Uint8Array | 'done' | ScanRefusal> {
  const answer = await client.next(job);
  if ('refusal' in answer) return answer;
  if ('done' in answer) return 'done';
  const parts: Uint8Array[] = [];
  for await (const part of answer.page) parts.push(part);
  return Buffer.concat(parts);
}

async function pages(ticket: ScanTicket): Promise<readonly Uint8Array[]> {
  const job = await begin(ticket);
  const all: Uint8Array[] = [];
  for (let page = await next(job); page !== 'done'; page = await next(job)) {
    all.push(page instanceof Uint8Array ? page : expect.fail(JSON.stringify(page)));
  }
  return all;
}

test('it says what its model can', async () => {
  const { makeAndModel, platen, feeder } = await client.abilities();
  expect(makeAndModel).toBe('Ricoh IM C3000 (virtual)');
  expect(platen?.largest).toEqual({ width: 3508, height: 4961 });
  expect(feeder).toMatchObject({ duplex: true, formats: ['image/jpeg', 'application/pdf'] });
  expect(feeder?.resolutions).toEqual([75, 100, 150, 200, 300, 400, 600]);
});

test('one page from the glass, another the next time', async () => {
  const [first, ...others] = await pages(GLASS);
  expect([others.length, scanner.scanned()]).toEqual([0, 1]);
  expect(await pages(GLASS)).not.toEqual([first]);
  expect(await client.status()).toEqual({ state: 'idle', feeder: 'empty' });
});

test('every sheet of the feeder once, each another', async () => {
  scanner.loadFeeder(3);
  expect(await client.status()).toMatchObject({ feeder: 'loaded' });
  const scanned = await pages(TICKET);
  expect(new Set(scanned.map((page) => Buffer.from(page).toString('latin1'))).size).toBe(3);
  expect([scanner.scanned(), scanner.feeder()]).toEqual([3, { sheets: 0, state: 'empty' }]);
});

test('both sides, of which one may be blank', async () => {
  scanner.loadFeeder(1, { twoSided: true });
  scanner.loadFeeder(1);
  const scanned = await pages({ ...TICKET, duplex: true });
  expect([scanned.length, scanner.scanned()]).toEqual([4, 4]);
  // Blank paper is the shortest image there is.
  expect(scanned[3]?.length).toBeLessThan(scanned[2]?.length ?? 0);
});

test('a PDF has all pages, which are counted as ever', async () => {
  scanner.loadFeeder(2, { twoSided: true });
  const [document, ...others] = await pages({ ...TICKET, duplex: true, format: 'application/pdf' });
  const counter = createPageCounter('application/pdf');
  counter.push(document ?? Buffer.alloc(0));
  expect([others.length, counter.end().pages, scanner.scanned()]).toEqual([0, 4, 4]);
});

describe('faults', () => {
  test('a feeder without sheets, or that feels none', async () => {
    expect(await client.begin(TICKET)).toEqual({ refusal: 'feeder-empty' });
    scanner.loadFeeder(2);
    scanner.setFault({ kind: 'feeder-empty' });
    expect(await client.begin(TICKET)).toEqual({ refusal: 'feeder-empty' });
    scanner.setFault(undefined);
    expect(await pages(TICKET)).toHaveLength(2);
  });

  test('a jam stops it; when it is cleared the job goes on with the side that stuck', async () => {
    scanner.loadFeeder(2, { twoSided: true });
    scanner.setFault({ kind: 'jam', afterSides: 1 });
    const job = await begin({ ...TICKET, duplex: true });
    const front = await next(job);
    expect(await next(job)).toEqual({ refusal: 'jam' });
    expect(await next(job)).toEqual({ refusal: 'jam' });
    expect(await client.status()).toEqual({ state: 'stopped', feeder: 'jam' });
    expect([scanner.feeder(), scanner.scanned()]).toEqual([{ sheets: 1, state: 'jam' }, 1]);
    scanner.setFault(undefined);
    expect(scanner.feeder()).toEqual({ sheets: 2, state: 'loaded' });
    const rest = [await next(job), await next(job), await next(job), await next(job)];
    expect(rest.map((page) => page instanceof Uint8Array)).toEqual([true, true, true, false]);
    expect(rest[0]).not.toEqual(front);
    expect([rest[3], scanner.scanned()]).toEqual(['done', 4]);
  });

  test('after a jam and a job broken off, the sheet is scanned from its front', async () => {
    scanner.loadFeeder(1, { twoSided: true });
    scanner.setFault({ kind: 'jam', afterSides: 1 });
    const job = await begin({ ...TICKET, duplex: true });
    await next(job);
    expect(await next(job)).toEqual({ refusal: 'jam' });
    await client.cancel(job);
    expect(await client.begin(TICKET)).toEqual({ refusal: 'jam' });
    scanner.setFault(undefined);
    expect(await pages({ ...TICKET, duplex: true })).toHaveLength(2);
  });

  test('an open cover, for the glass too', async () => {
    scanner.setFault({ kind: 'cover-open' });
    expect(await client.begin(GLASS)).toEqual({ refusal: 'cover-open' });
    expect(await client.status()).toEqual({ state: 'stopped', feeder: 'cover-open' });
  });

  test('busy for somebody else', async () => {
    scanner.setFault({ kind: 'busy' });
    expect(await client.begin(GLASS)).toEqual({ refusal: 'busy' });
    expect(scanner.fault()).toEqual({ kind: 'busy' });
  });

  test('silent: nothing comes until it speaks again', async () => {
    scanner.setFault({ kind: 'silent' });
    const hasty = createEsclTransport({ silence: milliseconds(50) });
    const asked = createEsclClient({ transport: hasty, url: scanner.url, clock }).status();
    await expect(asked).rejects.toMatchObject({ code: 'scanner-too-slow' });
    scanner.setFault(undefined);
    expect(await client.status()).toMatchObject({ state: 'idle' });
  });

  test('it is as fast as its model, and slower by the fault', async () => {
    await restart({ sidesPerMinute: 30 });
    scanner.setFault({ kind: 'slow', times: 10 });
    const job = await begin(GLASS);
    const page = next(job);
    const isMoving = async (): Promise<boolean> => (await client.status()).state === 'processing';
    while (!(await isMoving()) || clock.pending() < 2) await new Promise(setImmediate);
    clock.advance(milliseconds(19_999));
    expect(scanner.scanned()).toBe(0);
    clock.advance(milliseconds(1));
    expect((await page) instanceof Uint8Array).toBe(true);
  });
});

test('a job broken off lets go of the sheet that moves; the others stay', async () => {
  await restart({ sidesPerMinute: 60 });
  scanner.loadFeeder(3);
  const job = await begin(TICKET);
  const page = next(job);
  while (scanner.feeder().sheets === 3) await new Promise(setImmediate);
  await client.cancel(job);
  expect(await page).toEqual({ refusal: 'gone' });
  clock.advance(seconds(10));
  expect([scanner.feeder().sheets, scanner.scanned()]).toEqual([2, 0]);
});

test('what was scanned is told in scanned.jsonl and counted on after it was switched off; a preview is not', async () => {
  const out = mkdtempSync(join(tmpdir(), 'virtual-scanner-'));
  await restart({ out });
  scanner.loadFeeder(2);
  await pages(TICKET);
  await pages({ ...GLASS, intent: 'preview' });
  await restart({ out });
  expect(scanner.scanned()).toBe(2);
  const lines = readFileSync(join(out, 'scanned.jsonl'), 'utf8').trim().split('\n');
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { source: 'feeder', sheet: 1, side: 'front', color: 'grayscale', resolution: 75 },
    { sheet: 2 },
  ]);
  rmSync(out, { recursive: true });
});

test('a device shares its identity with its scanner, and starts whole or not at all', async () => {
  const out = mkdtempSync(join(tmpdir(), 'virtual-scanner-'));
  const options: VirtualDeviceOptions = {
    model: 'ricoh',
    name: 'Device',
    ipp: { host: '127.0.0.1', port: 0 },
    out,
    logger: createMemoryLogger(),
    clock,
    entropy: createSeededEntropy(2),
  };
  const device = await createVirtualDevice({ ...options, escl: { host: '127.0.0.1', port: 0 } });
  const url = device.escl?.url ?? expect.fail('it has a scanner');
  const { uuid } = await createEsclClient({ transport: createEsclTransport(), url, clock }).abilities();
  expect(uuid).toBe(device.uuid);
  const taken = { host: '127.0.0.1', port: Number(new URL(url).port) };
  await expect(createVirtualDevice({ ...options, escl: taken })).rejects.toMatchObject({ code: 'port-taken' });
  await device.close();
  const without = await createVirtualDevice(options);
  expect(without.escl).toBeUndefined();
  await without.close();
  rmSync(out, { recursive: true });
});
