import { fromUtf8, instant, seconds, utf8 } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import { createEsclClient } from '../client/escl-client.ts';
import { writeSettings } from '../codec/settings.ts';
import { readStatus, type ScanJobInfo } from '../codec/status.ts';
import type { EsclResponse, FeederState, ScanJobRef, ScanRefusal, ScannerClient } from '../scanner.ts';
import { ABILITIES, TICKET } from '../testing/examples.ts';
import { createScanner, type EsclScanner } from './escl-scanner.ts';
import type { ScanOrder, ScanRun } from './scanner-port.ts';

const ORIGIN = 'http://scanner';
const PLAIN = { version: '2.0', formatExt: false };

let clock: FakeClock;
let orders: ScanOrder[];
let feeder: FeederState;
/** What the run of the next job gives: pages by their text, a refusal, or a promise that never ends. */
let pages: (string | ScanRefusal | Promise<never>)[];
let cancelled: number;
let refusal: ScanRefusal | undefined;
let scanner: EsclScanner;
let client: ScannerClient;

beforeEach(() => {
  clock = createFakeClock(instant(1_750_000_000_000));
  orders = [];
  feeder = 'loaded';
  pages = ['one', 'two'];
  cancelled = 0;
  refusal = undefined;
  scanner = createScanner({
    port: {
      abilities: () => ABILITIES,
      status: () => ({ state: feeder === 'jam' ? 'stopped' : 'idle', feeder }),
      begin(order) {
        orders.push(order);
        return refusal ?? run();
      },
    },
    clock,
    entropy: createSeededEntropy(1),
  });
  client = createEsclClient({
    url: `${ORIGIN}/eSCL`,
    clock,
    transport: { send: ({ method, url, body }) => ask(method, url.slice(ORIGIN.length), body) },
  });
});

function run(): ScanRun {
  return {
    async next() {
      const page = await pages.shift();
      if (page === undefined) return { done: true };
      return typeof page === 'string' ? { page: once(page) } : page;
    },
    cancel: () => (cancelled += 1),
  };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text);
}

function ask(method: string, path: string, body = ''): Promise<EsclResponse> {
  return scanner.answer({ method, path, body: once(body) });
}

async function textOf(response: EsclResponse): Promise<string> {
  let text = '';
  for await (const part of response.body) text += fromUtf8(part);
  return text;
}

function accepted(begun: ScanJobRef | ScanRefusal): ScanJobRef {
  return 'url' in begun ? begun : expect.fail('the scanner takes it');
}

async function begin(): Promise<string> {
  const { status, headers } = await ask('POST', '/eSCL/ScanJobs', writeSettings(TICKET, PLAIN));
  expect(status).toBe(201);
  return headers['location'] ?? '';
}

async function jobs(): Promise<readonly ScanJobInfo[]> {
  return readStatus(utf8(await textOf(await ask('GET', '/eSCL/ScannerStatus')))).jobs;
}

test('our client scans from it to the end', async () => {
  expect(await client.abilities()).toEqual(ABILITIES);
  expect(await client.status()).toEqual({ state: 'idle', feeder: 'loaded' });
  const job = accepted(await client.begin(TICKET));
  expect(orders).toEqual([{ ...TICKET, offset: { x: 0, y: 0 } }]);
  expect(await client.status()).toMatchObject({ state: 'processing' });
  expect(await client.next(job)).toHaveProperty('page');
  expect(await client.next(job)).toHaveProperty('page');
  feeder = 'empty';
  expect(await client.next(job)).toEqual({ done: true });
  expect(await jobs()).toMatchObject([
    { imagesCompleted: 2, state: 'Completed', reasons: ['JobCompletedSuccessfully'] },
  ]);
  expect(cancelled).toBe(0);
});

test('a jam is told of, and the job goes on when it is cleared', async () => {
  pages = ['one', { refusal: 'jam' }, 'two'];
  const job = accepted(await client.begin(TICKET));
  await client.next(job);
  feeder = 'jam';
  expect(await client.next(job)).toEqual({ refusal: 'jam' });
  feeder = 'loaded';
  expect(await client.next(job)).toHaveProperty('page');
});

describe('HTTP statuses', () => {
  test('409 for what it cannot do, 400 for what is no ticket', async () => {
    const post = async (body: string): Promise<number> => (await ask('POST', '/eSCL/ScanJobs', body)).status;
    const cannot = [
      { ...TICKET, resolution: 600 },
      { ...TICKET, size: { width: 2551, height: 100 } },
      { ...TICKET, size: { width: 10, height: 100 } },
    ] as const;
    for (const ticket of cannot) expect(await post(writeSettings(ticket, PLAIN))).toBe(409);
    // Duplex is the feeder's alone.
    const duplex = '<ScanSettings><InputSource>Platen</InputSource><Duplex>true</Duplex></ScanSettings>';
    expect([await post(duplex), await post(''), await post('<a/>')]).toEqual([409, 400, 400]);
    expect(orders).toEqual([]);
  });

  test('what is left open is chosen', async () => {
    expect((await ask('POST', '/eSCL/ScanJobs', '<ScanSettings/>')).status).toBe(201);
    const usual = { source: 'platen', color: 'color', resolution: 300, format: 'image/jpeg', intent: 'document' };
    expect(orders).toMatchObject([{ ...usual, duplex: false, size: { width: 3508, height: 4961 } }]);
  });

  test('503 while it scans, 409 when there is nothing to scan', async () => {
    await begin();
    expect((await ask('POST', '/eSCL/ScanJobs', writeSettings(TICKET, PLAIN))).status).toBe(503);
    expect(await client.begin(TICKET)).toEqual({ refusal: 'busy' });
    scanner.stop();
    refusal = { refusal: 'feeder-empty' };
    expect((await ask('POST', '/eSCL/ScanJobs', writeSettings(TICKET, PLAIN))).status).toBe(409);
  });

  test('404 for what is not there, 405 for what cannot be done to it', async () => {
    for (const path of ['/', '/eSCL', '/eSCL/ScanJobs/1', `/eSCL/ScanJobs/${'0'.repeat(36)}/NextDocument`]) {
      expect((await ask('GET', path)).status).toBe(404);
    }
    expect(await ask('PUT', '/eSCL/ScanJobs')).toMatchObject({ status: 405, headers: { allow: 'POST' } });
  });

  test('410 after DELETE, and nothing moves any more', async () => {
    const job = await begin();
    expect((await ask('DELETE', job)).status).toBe(200);
    expect([(await ask('GET', `${job}/NextDocument`)).status, cancelled]).toEqual([410, 1]);
    expect((await ask('DELETE', job)).status).toBe(200);
    expect(cancelled).toBe(1);
  });

  test('one page at a time', async () => {
    pages = [new Promise<never>(() => undefined)];
    const job = await begin();
    void ask('GET', `${job}/NextDocument`);
    expect((await ask('GET', `${job}/NextDocument`)).status).toBe(503);
  });
});

test('a job nobody asks for any more is broken off, one whose page takes long is not', async () => {
  await begin();
  clock.advance(seconds(61));
  expect([cancelled, await jobs()]).toMatchObject([1, [{ state: 'Aborted', reasons: ['JobTimedOut'], age: 61 }]]);
  pages = [new Promise<never>(() => undefined)];
  const job = await begin();
  void ask('GET', `${job}/NextDocument`);
  clock.advance(seconds(600));
  expect((await jobs())[0]).toMatchObject({ state: 'Processing' });
});

test('a job waits for as long as somebody is at the jam', async () => {
  await begin();
  feeder = 'jam';
  clock.advance(seconds(900));
  expect(cancelled).toBe(0);
  feeder = 'loaded';
  clock.advance(seconds(61));
  expect(cancelled).toBe(1);
});

test('it remembers the last jobs, not all of them', async () => {
  for (let i = 0; i < 15; i++) await ask('DELETE', await begin());
  expect(await jobs()).toHaveLength(10);
});
