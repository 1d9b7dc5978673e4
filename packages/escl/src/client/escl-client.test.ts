import { fromUtf8, utf8 } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { writeCapabilities } from '../codec/capabilities.ts';
import { writeStatus, type ScanJobInfo, type StatusReport } from '../codec/status.ts';
import type { EsclRequest, EsclTransport, ScanJobRef, ScanRefusal, ScannerClient } from '../scanner.ts';
import { ABILITIES, TICKET } from '../testing/examples.ts';
import { createHurriedClock, type HurriedClock } from '../testing/hurried-clock.ts';
import { createEsclClient } from './escl-client.ts';
import { jobUrlOf, scannerUrlOf } from './job-url.ts';

const URL = 'http://scanner.example:8080/eSCL/';
const ORIGIN = 'http://scanner.example:8080';
const IDLE: StatusReport = { version: '2.0', state: 'idle', feeder: 'loaded', jobs: [] };
const PLATEN = { ...TICKET, source: 'platen', duplex: false } as const;

/** What the scanner answers, a request after the other: a status, one with a header, or a document. */
type Answer =
  | number
  | string
  | StatusReport
  | { readonly status: number; readonly headers: Readonly<Record<string, string>> };

interface Scripted {
  readonly client: ScannerClient;
  readonly requests: EsclRequest[];
  readonly clock: HurriedClock;
  readonly sent: () => readonly string[];
}

function scripted(...answers: readonly Answer[]): Scripted {
  const left = [...answers];
  const requests: EsclRequest[] = [];
  const clock = createHurriedClock();
  const transport: EsclTransport = {
    send(request) {
      requests.push(request);
      const answer = left.shift() ?? 500;
      if (typeof answer === 'number') return Promise.resolve({ status: answer, headers: {}, body: once('') });
      if (typeof answer === 'string') return Promise.resolve({ status: 200, headers: {}, body: once(answer) });
      if ('status' in answer) return Promise.resolve({ ...answer, body: once('') });
      return Promise.resolve({ status: 200, headers: {}, body: once(writeStatus(answer)) });
    },
  };
  const client = createEsclClient({ transport, url: URL, clock });
  const sent = (): readonly string[] => requests.map(({ method, url }) => `${method} ${url.replace(ORIGIN, '')}`);
  return { client, requests, clock, sent };
}

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield utf8(text);
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  let text = '';
  for await (const part of body) text += fromUtf8(part);
  return text;
}

function accepted(begun: ScanJobRef | ScanRefusal): ScanJobRef {
  return 'url' in begun ? begun : expect.fail('the scanner takes it');
}

const created = (location: string): Answer => ({ status: 201, headers: { location } });
const running: ScanJobInfo = {
  uri: '/eSCL/ScanJobs/1',
  uuid: undefined,
  age: 0,
  imagesCompleted: 0,
  imagesToTransfer: 0,
  state: 'Processing',
  reasons: [],
};

test('a scan from capabilities to its last page', async () => {
  const { client, requests, sent } = scripted(
    writeCapabilities({ version: '2.63', abilities: ABILITIES }),
    created('/eSCL/ScanJobs/7/'),
    'page 1',
    'page 2',
    404,
    { ...IDLE, feeder: 'empty' },
    200,
  );
  expect(await client.abilities()).toEqual(ABILITIES);
  const job = accepted(await client.begin(TICKET));
  for (const page of ['page 1', 'page 2']) {
    const next = await client.next(job);
    expect('page' in next && (await textOf(next.page))).toBe(page);
  }
  expect(await client.next(job)).toEqual({ done: true });
  await client.cancel(job);
  const next = 'GET /eSCL/ScanJobs/7/NextDocument';
  expect(sent()).toEqual([
    'GET /eSCL/ScannerCapabilities',
    'POST /eSCL/ScanJobs',
    next,
    next,
    next,
    'GET /eSCL/ScannerStatus',
    'DELETE /eSCL/ScanJobs/7',
  ]);
  // As the scanner said that it wants to be spoken to.
  expect(requests[1]?.body).toContain('<pwg:Version>2.63</pwg:Version>');
  expect(requests[1]?.body).toContain('<scan:DocumentFormatExt>image/jpeg</scan:DocumentFormatExt>');
});

describe('where a job is', () => {
  const scanner = scannerUrlOf('https://[fe80::1]:8443/eSCL');
  test.each([
    ['/eSCL/ScanJobs/1', '/eSCL/ScanJobs/1'],
    ['http://10.0.0.9:80/eSCL/ScanJobs/1', '/eSCL/ScanJobs/1'],
    ['https://evil.example/x', '/x'],
    ['//evil.example:1/x?y#z', '/x'],
    ['ScanJobs/1', '/eSCL/ScanJobs/1'],
    [' /a/ ', '/a'],
  ])('%s: only its path counts', (location, path) => {
    expect(scanner && jobUrlOf(scanner, location)).toBe(`https://[fe80::1]:8443${path}`);
  });

  test.each([undefined, '', '/', 'http://host', '/a b', '/a\r\nHost: x', '/\\evil', `/${'a'.repeat(3000)}`, '/ü'])(
    '%j leads nowhere',
    (location) => {
      expect(() => scanner && jobUrlOf(scanner, location)).toThrow(expect.objectContaining({ code: 'not-escl' }));
    },
  );

  test.each(['ftp://a/eSCL', 'http://', 'http://a:b@c/eSCL', 'http://a/e?x', '/eSCL', 'http://a b/'])(
    'no scanner at %s',
    (url) => {
      const make = (): unknown =>
        createEsclClient({ transport: { send: () => expect.fail() }, url, clock: createHurriedClock() });
      expect(make).toThrow(expect.objectContaining({ code: 'scanner-url-malformed', owner: 'caller' }));
    },
  );
});

describe('what a scanner refuses is said by its status', () => {
  test.each([
    [409, { ...IDLE, feeder: 'empty' }, { refusal: 'feeder-empty' }],
    [409, { ...IDLE, state: 'stopped', feeder: 'jam' }, { refusal: 'jam' }],
    [503, { ...IDLE, state: 'stopped', feeder: 'cover-open' }, { refusal: 'cover-open' }],
    [503, { ...IDLE, state: 'processing', feeder: 'empty' }, { refusal: 'busy' }],
    [500, { ...IDLE, state: 'stopped' }, { refusal: 'trouble' }],
    [409, IDLE, { refusal: 'refused', status: 409 }],
    [400, IDLE, { refusal: 'refused', status: 400 }],
  ] as const)('ScanJobs %i', async (status, report, refusal) => {
    const { client, clock } = scripted(status, report, report);
    expect(await client.begin(TICKET)).toEqual(refusal);
    expect(clock.waits).toEqual([]);
  });

  test('an empty feeder is none of the glass', async () => {
    const { client } = scripted(409, { ...IDLE, feeder: 'empty' });
    expect(await client.begin(PLATEN)).toEqual({ refusal: 'refused', status: 409 });
  });

  test.each([
    [404, { ...IDLE, state: 'stopped', feeder: 'jam' }, { refusal: 'jam' }],
    [409, { ...IDLE, state: 'stopped', feeder: 'multi-pick' }, { refusal: 'trouble' }],
    [410, { ...IDLE, feeder: 'empty' }, { refusal: 'gone' }],
    [409, { ...IDLE, feeder: 'empty' }, { refusal: 'refused', status: 409 }],
  ] as const)('NextDocument %i after a page', async (status, report, refusal) => {
    const { client } = scripted(created('/j'), 'page', status, report);
    const job = accepted(await client.begin(TICKET));
    await client.next(job);
    expect(await client.next(job)).toEqual(refusal);
  });
});

describe('quirks', () => {
  const begun = async ({ client }: Scripted): Promise<ScanJobRef> => accepted(await client.begin(TICKET));

  test('503 to ScanJobs while it warms up', async () => {
    const script = scripted(503, IDLE, { status: 503, headers: { 'retry-after': '3' } }, IDLE, created('/j'));
    await begun(script);
    expect(script.clock.waits).toEqual([1000, 3000]);
  });

  test('503 to NextDocument until the page is ready, with the feeder empty behind the last sheet', async () => {
    const moving: StatusReport = { ...IDLE, state: 'processing', feeder: 'empty' };
    const script = scripted(
      created('/j'),
      503,
      moving,
      { status: 503, headers: { 'retry-after': '900' } },
      moving,
      'page',
    );
    expect(await script.client.next(await begun(script))).toHaveProperty('page');
    expect(script.clock.waits).toEqual([1000, 5000]);
  });

  test('404 to NextDocument until the first page is ready', async () => {
    const script = scripted(
      created('/j'),
      404,
      { ...IDLE, jobs: [running] },
      404,
      { ...IDLE, state: 'processing' },
      'page',
    );
    expect(await script.client.next(await begun(script))).toHaveProperty('page');
  });

  test('404 at once from a scanner that does nothing: there was nothing', async () => {
    const script = scripted(created('/j'), 404, { ...IDLE, feeder: 'empty' });
    expect(await script.client.next(await begun(script))).toEqual({ refusal: 'feeder-empty' });
  });

  test('patience ends', async () => {
    const answers = Array.from({ length: 61 }, () => [503, IDLE] as const).flat();
    const script = scripted(created('/j'), ...answers, IDLE);
    expect(await script.client.next(await begun(script))).toEqual({ refusal: 'busy' });
    expect(script.clock.waits).toHaveLength(60);
  });
});

test('what is no scanner is no answer', async () => {
  await expect(
    scripted({ status: 301, headers: { location: 'https://evil.example/' } }).client.status(),
  ).rejects.toThrow(/https/);
  await expect(scripted(404).client.status()).rejects.toMatchObject({ code: 'not-escl', retryable: false });
  await expect(scripted('<html></html>').client.abilities()).rejects.toMatchObject({ code: 'not-escl' });
  await expect(scripted('x'.repeat(300_000)).client.abilities()).rejects.toMatchObject({ code: 'not-escl' });
});

test('a job that is over is no failure to cancel', async () => {
  for (const status of [404, 405, 410, 500]) {
    await expect(scripted(status).client.cancel({ url: `${ORIGIN}/j` })).resolves.toBeUndefined();
  }
});
