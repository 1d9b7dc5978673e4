import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import {
  JOB_STATE,
  attr,
  createIppClient,
  integerOf,
  jobStateOf,
  stringOf,
  stringsOf,
  type IppClient,
  type IppResponse,
} from '@holdover/ipp';
import { instant, milliseconds, seconds } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createVirtualDevice, type VirtualDevice, type VirtualDeviceOptions } from './virtual-device.ts';

const THREE_PAGES = ['%PDF-1.4', ...[3, 4, 5].map((n) => `${n} 0 obj <</Type/Page>> endobj`), '%%EOF'].join('\n');
const LINES_SHOW = { jobName: 'Report', userName: 'eva', impressions: 3, sheets: 3, copies: 1 };

let out: string;
let clock: FakeClock;
let device: VirtualDevice;

beforeEach(() => {
  out = mkdtempSync(join(tmpdir(), 'virtual-device-'));
  clock = createFakeClock(instant(1_750_000_000_000));
});

afterEach(async () => {
  await device.close();
  rmSync(out, { recursive: true });
});

test('a job is printed, kept, and told of in printed.jsonl', async () => {
  const client = await start();
  const job = await print(client, THREE_PAGES);
  expect(integerOf(job, 'job-impressions-completed')).toBe(3);
  expect(lines()).toEqual([
    expect.objectContaining({ ...LINES_SHOW, color: true, sides: 'one-sided', documentFormat: 'application/pdf' }),
  ]);
  expect(readFileSync(join(out, '00001-Report.pdf'), 'latin1')).toBe(THREE_PAGES);
});

test('copies, sides, page ranges and colour mode are followed', async () => {
  const client = await start();
  await print(client, THREE_PAGES, [
    attr.integer('copies', 2),
    attr.keyword('sides', 'two-sided-long-edge'),
    attr.keyword('print-color-mode', 'monochrome'),
  ]);
  await print(client, THREE_PAGES, [attr.range('page-ranges', 2, 3)]);
  expect(lines()).toMatchObject([
    { impressions: 6, sheets: 4, copies: 2, color: false },
    { impressions: 2, sheets: 2 },
  ]);
});

test('the counters of its life and its identity survive being switched off', async () => {
  await print(await start(), THREE_PAGES);
  const { uuid } = device;
  await device.close();
  const client = await start();
  await print(client, THREE_PAGES);
  const { printer } = await client.getPrinterAttributes(['printer-uuid', 'printer-impressions-completed']);
  expect(stringOf(printer, 'printer-uuid')).toBe(`urn:uuid:${uuid}`);
  expect(integerOf(printer, 'printer-impressions-completed')).toBe(6);
});

test('one job at a time; the next one waits pending', async () => {
  const client = await start({ pagesPerMinute: 60 });
  const first = await send(client, THREE_PAGES);
  const second = await send(client, THREE_PAGES);
  const state = async (id: number): Promise<unknown> => integerOf((await client.getJobAttributes(id)).job, 'job-state');
  expect([await state(id(first)), await state(id(second))]).toEqual([JOB_STATE.processing, JOB_STATE.pending]);
  await passUntil(async () => (await state(id(first))) === JOB_STATE.completed);
  expect(await state(id(second))).toBe(JOB_STATE.processing);
});

test('a job canceled in print stops after the page that moves', async () => {
  const client = await start({ pagesPerMinute: 60 });
  const job = await send(client, THREE_PAGES);
  await passUntil(async () => device.impressions() === 1);
  await client.cancelJob(id(job));
  await passUntil(
    async () => integerOf((await client.getJobAttributes(id(job))).job, 'job-state') === JOB_STATE.canceled,
  );
  expect(lines()).toMatchObject([{ state: 'canceled', impressions: 1 }]);
});

test('out of paper stops the job until there is paper', async () => {
  const client = await start();
  device.setFault({ kind: 'out-of-paper' });
  const job = await send(client, THREE_PAGES);
  expect(integerOf((await client.getJobAttributes(id(job))).job, 'job-state')).toBe(JOB_STATE['processing-stopped']);
  const { printer } = await client.getPrinterAttributes(['printer-state-reasons']);
  expect(stringsOf(printer, 'printer-state-reasons')).toEqual(['media-empty-error']);
  device.setFault(undefined);
  await passUntil(async () => lines().length === 1);
});

test('busy refuses jobs, and dying keeps the pages that came out', async () => {
  const client = await start({ pagesPerMinute: 60 });
  device.setFault({ kind: 'busy' });
  expect((await send(client, THREE_PAGES)).status).toBe('server-error-busy');
  device.setFault({ kind: 'dies', page: 2 });
  await send(client, THREE_PAGES);
  const refused = (): Promise<unknown> =>
    client.getPrinterAttributes().then(
      () => undefined,
      (fault: unknown) => fault,
    );
  await passUntil(async () => (await refused()) !== undefined);
  expect(await refused()).toMatchObject({ code: 'printer-unreachable', retryable: true });
  expect(device.impressions()).toBe(2);
});

test('a job whose document never comes is aborted', async () => {
  const client = await start();
  const opened = await client.send('Create-Job', { operation: [attr.name('job-name', 'Never')] });
  clock.advance(seconds(61));
  expect(integerOf((await client.getJobAttributes(id(opened))).job, 'job-state')).toBe(JOB_STATE.aborted);
});

test('a compressed document is printed, a damaged one leaves nothing', async () => {
  const client = await start();
  const compressed = (data: Uint8Array): Promise<IppResponse> =>
    client.send('Print-Job', {
      operation: [
        attr.name('job-name', 'Report'),
        attr.keyword('compression', 'gzip'),
        attr.mimeMediaType('document-format', 'application/pdf'),
      ],
      document: bytes(data),
    });
  expect((await compressed(gzipSync(THREE_PAGES))).ok).toBe(true);
  await passUntil(async () => lines().length === 1);
  expect((await compressed(gzipSync(THREE_PAGES).subarray(0, 30))).status).toBe('client-error-compression-error');
  expect(readdirSync(join(out, '.incoming'))).toEqual([]);
});

test('a name cannot lead out of the folder', async () => {
  const client = await start();
  await client.printJob({
    name: '../../etc/passwd',
    format: 'text/plain',
    template: [],
    document: bytes(Buffer.from('hello')),
  });
  await passUntil(async () => lines().length === 1);
  expect(readdirSync(out)).toContain('00001-_.._etc_passwd.txt');
});

test('a large document refused at once still gets its answer', async () => {
  const client = await start();
  const answered = await client.printJob({
    name: 'Film',
    format: 'video/mp4',
    template: [],
    document: bytes(Buffer.alloc(8_000_000)),
  });
  expect(answered.status).toBe('client-error-document-format-not-supported');
});

test('what is no IPP is refused in HTTP', async () => {
  await start();
  const url = device.uri.replace('ipp:', 'http:');
  const ipp = { method: 'POST', headers: { 'content-type': 'application/ipp' } };
  expect((await fetch(url, { ...ipp, body: 'abc' })).status).toBe(400);
  expect((await fetch(url, { method: 'POST', body: 'abc' })).status).toBe(415);
  expect((await fetch(url, { method: 'PUT', body: 'abc' })).status).toBe(405);
  expect((await fetch(`${url}/../../x`, { ...ipp, body: 'abc' })).status).toBe(404);
  const rubbish = await fetch(url, { ...ipp, body: Uint8Array.of(1, 1, 0, 2, 0, 0, 0, 5, 0x44) });
  expect(rubbish.status).toBe(200);
  expect([...new Uint8Array(await rubbish.arrayBuffer()).subarray(0, 8)]).toEqual([1, 1, 4, 0, 0, 0, 0, 5]);
});

test('a TLS hello at a device without TLS only ends that connection', async () => {
  const client = await start();
  const port = Number(new URL(device.uri.replace('ipp:', 'http:')).port);
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(Uint8Array.of(0x16, 3, 1)));
    socket.once('close', () => resolve());
    socket.on('error', () => undefined);
  });
  expect((await client.getPrinterAttributes(['printer-name'])).ok).toBe(true);
});

describe('what an operator and an owner may change (RFC 8011 §4.2.7, §4.3.5; RFC 3998 §3.1)', () => {
  test('a paused device prints nothing until it is resumed', async () => {
    const client = await start();
    await client.send('Pause-Printer');
    const sent = await send(client, THREE_PAGES);
    await clock.advanceAsync(seconds(10));
    expect(lines()).toEqual([]);
    const { printer } = await client.getPrinterAttributes(['printer-state-reasons']);
    expect(stringsOf(printer, 'printer-state-reasons')).toEqual(['paused']);
    await client.send('Resume-Printer');
    await passUntil(async () => stateOf(await client.getJobAttributes(id(sent))) === 'completed');
  });

  test('a job in print stands while the device is paused', async () => {
    const client = await start({ pagesPerMinute: 60 });
    const sent = await send(client, THREE_PAGES);
    await passUntil(async () => device.impressions() === 1);
    await client.send('Pause-Printer');
    await clock.advanceAsync(seconds(5));
    const pages = device.impressions();
    await clock.advanceAsync(seconds(10));
    expect(device.impressions()).toBe(pages);
    expect(stateOf(await client.getJobAttributes(id(sent)))).toBe('processing-stopped');
    await client.send('Resume-Printer');
    await passUntil(async () => device.impressions() === 3);
  });

  test('a disabled device takes no jobs', async () => {
    const client = await start();
    await client.send('Disable-Printer');
    expect((await send(client, THREE_PAGES)).status).toBe('server-error-not-accepting-jobs');
    await client.send('Enable-Printer');
    expect((await send(client, THREE_PAGES)).ok).toBe(true);
  });

  test('a held job waits until it is released, and others pass it', async () => {
    const client = await start();
    const held = await send(client, THREE_PAGES, [attr.keyword('job-hold-until', 'indefinite')]);
    expect(stateOf(await client.getJobAttributes(id(held)))).toBe('pending-held');
    await print(client, THREE_PAGES);
    expect(stateOf(await client.getJobAttributes(id(held)))).toBe('pending-held');
    expect((await client.releaseJob(id(held))).ok).toBe(true);
    await passUntil(async () => stateOf(await client.getJobAttributes(id(held))) === 'completed');
    expect((await client.holdJob(id(held))).status).toBe('client-error-not-possible');
  });

  test('waiting jobs go by priority, and as it is changed', async () => {
    const client = await start();
    await client.send('Pause-Printer');
    const named = (name: string, priority: number): Promise<IppResponse> =>
      client.printJob({
        name,
        format: 'application/pdf',
        template: [attr.integer('job-priority', priority)],
        document: bytes(Buffer.from(THREE_PAGES)),
      });
    await named('low', 10);
    await named('middle', 50);
    const risen = await named('risen', 1);
    await client.setJobAttributes(id(risen), [attr.integer('job-priority', 90), attr.name('job-name', 'first')]);
    await client.send('Resume-Printer');
    await passUntil(async () => lines().length === 3);
    expect(lines().map(({ jobName }) => jobName)).toEqual(['first', 'middle', 'low']);
  });
});

async function start(more: Partial<VirtualDeviceOptions> = {}): Promise<IppClient> {
  device = await createVirtualDevice({
    model: 'kyocera',
    name: 'Test',
    ipp: { host: '127.0.0.1', port: 0 },
    out,
    pagesPerMinute: 100_000,
    logger: createMemoryLogger(),
    clock,
    entropy: createSeededEntropy(1),
    ...more,
  });
  return createIppClient({ transport: createIppTransport(), printerUri: device.uri, userName: 'eva' });
}

function send(client: IppClient, content: string, template: Parameters<IppClient['printJob']>[0]['template'] = []) {
  const document = bytes(Buffer.from(content, 'latin1'));
  return client.printJob({ name: 'Report', format: 'application/pdf', template, document });
}

async function print(client: IppClient, content: string, template: Parameters<typeof send>[2] = []) {
  const before = lines().length;
  const sent = await send(client, content, template);
  await passUntil(async () => lines().length > before);
  return (await client.getJobAttributes(id(sent))).job;
}

/** Lets the device's time pass, a little at each look. */
async function passUntil(check: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 4_000;
  while (performance.now() < end) {
    if (await check()) return;
    await clock.advanceAsync(milliseconds(100));
  }
  expect.fail('it never came to that');
}

function id(response: IppResponse): number {
  return integerOf(response.job, 'job-id') ?? 0;
}

function stateOf({ job }: IppResponse): string | undefined {
  return jobStateOf(integerOf(job, 'job-state') ?? 0);
}

function lines(): readonly Record<string, unknown>[] {
  const text = readdirSync(out).includes('printed.jsonl') ? readFileSync(join(out, 'printed.jsonl'), 'utf8') : '';
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
}

async function* bytes(data: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < data.length; at += 65_536) yield data.subarray(at, at + 65_536);
}
