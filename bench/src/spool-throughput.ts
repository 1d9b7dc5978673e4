import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createIppClient } from '@holdover/ipp';
import { Fault, present, seconds } from '@holdover/kernel';
import { createIppTransport } from '@holdover/nodejs';
import { startForeignProcess, waitUntil } from '@holdover/testbed/peers';
import type { PanelClient } from '@holdover/demo';
import type { Benchmark, Run, Series } from './benchmark.ts';
import { interleave, timed } from './interleave.ts';
import { ADA } from './offline-station.ts';
import { startPrintingSite, type PrintingSite } from './printing-site.ts';

const CHUNK = 64 * 1024;
const MEGABYTE = 1_000_000;

/** Where a document waits on its way: at the device or at the server. */
interface Path {
  readonly name: 'device' | 'server';
  readonly queueUri: string;
  /** Whatever the document passes through. */
  readonly pids: readonly number[];
}

/**
 * One large job in by IPP, encrypted and flushed, and then released at the panel and out to a printer by IPP: its octets over the time
 * of both ways. The reference seals and opens as many octets by AES-256-GCM, and does nothing else.
 */
export const spoolThroughput: Benchmark = {
  name: 'spool-throughput',
  unit: 'MB/s',
  aim: 'ratio ≥ 0.5',
  async measure({ dir, quick }) {
    const printer = await startNullPrinter();
    const site = await startPrintingSite(dir, printer.uri);
    try {
      const bytes = (quick ? 50 : 500) * MEGABYTE;
      const series: Series[] = [];
      for (const path of pathsOf(site)) series.push(...(await measurePath(path, site, printer, { bytes, quick })));
      return series;
    } finally {
      await site.close();
      await printer.stop();
    }
  },
};

function pathsOf({ server, terminal }: PrintingSite): readonly Path[] {
  return [
    { name: 'device', queueUri: terminal.queueUri, pids: [terminal.pid] },
    { name: 'server', queueUri: server.queueUri, pids: [server.pid, terminal.pid] },
  ];
}

async function measurePath(
  path: Path,
  { panel }: PrintingSite,
  printer: NullPrinter,
  { bytes, quick }: { readonly bytes: number; readonly quick: boolean },
): Promise<readonly Series[]> {
  const ways: { in: number; out: number }[] = [];
  const growths: Run[] = [];
  const runs = await interleave({
    runs: quick ? 1 : 3,
    ours: async () => {
      const before = path.pids.map(memoryNow);
      const way = { in: await timed(() => send(path.queueUri, bytes)), out: await timeRelease(panel, path, printer) };
      ways.push(way);
      const growth = path.pids.map((pid, n) => memoryPeak(pid) - (before[n] ?? 0));
      growths.push({ ours: Math.max(...growth), reference: null });
      return rate(bytes, way.in + way.out);
    },
    reference: async () => rate(bytes, await timed(async () => sealAndOpen(bytes))),
  });
  const oneWay = (way: 'in' | 'out'): Series => ({
    label: `${path.name}, ${way} alone`,
    aim: '–',
    runs: ways.slice(1).map((each) => ({ ours: rate(bytes, each[way]), reference: null })),
  });
  const memory = { label: `${path.name}, memory at its peak above before`, unit: 'MB', aim: 'flat' };
  return [{ label: path.name, runs }, oneWay('in'), oneWay('out'), { ...memory, runs: growths.slice(1) }];
}

/** Until the queue has acknowledged it. */
async function send(queueUri: string, bytes: number): Promise<void> {
  const client = createIppClient({
    transport: createIppTransport(),
    printerUri: queueUri,
    userName: ADA.userName,
  });
  const answer = await client.printJob({
    name: 'Large',
    format: 'application/octet-stream',
    template: [],
    document: document(bytes),
  });
  if (!answer.ok) throw new Fault({ owner: 'ours', code: 'print-refused', message: answer.statusMessage ?? '' });
}

async function* document(bytes: number): AsyncGenerator<Uint8Array> {
  const chunk = randomBytes(CHUNK);
  for (let left = bytes; left > 0; left -= CHUNK) yield left < CHUNK ? chunk.subarray(0, left) : chunk;
}

/** Milliseconds from the touch at the panel until the printer has all of it. */
async function timeRelease(panel: PanelClient, { name }: Path, printer: NullPrinter): Promise<number> {
  await panel.login({ method: 'pin', pin: ADA.pin });
  const job = await waitUntil('the job at the panel', async () =>
    (await panel.jobs()).find(({ waits, state }) => waits === name && state === 'held'),
  );
  const taken = printer.taken().length;
  const touched = Date.now();
  await panel.print([job.id]);
  await waitUntil('the printer to have it', () => printer.taken().length > taken, seconds(600));
  await waitUntil('the job to be booked', async () =>
    (await panel.jobs()).every(({ id, state }) => id !== job.id || state === 'printed'),
  );
  await panel.logout();
  return present(printer.taken().at(-1), 'what was taken') - touched;
}

interface NullPrinter {
  readonly uri: string;
  /** When each document was there, in milliseconds of the machine's clock. */
  taken(): readonly number[];
  stop(): Promise<void>;
}

async function startNullPrinter(): Promise<NullPrinter> {
  const child = startForeignProcess(process.execPath, [fileURLToPath(new URL('null-printer.js', import.meta.url))]);
  const uri = (): string | undefined => /ready (\S+)/.exec(child.output())?.[1];
  await child.ready('the null printer to listen', () => uri() !== undefined);
  return {
    uri: uri() ?? '',
    taken: () => [...child.output().matchAll(/took \d+ at (\d+)\n/g)].map(([, at]) => Number(at)),
    stop: () => child.stop(),
  };
}

function sealAndOpen(bytes: number): void {
  const key = randomBytes(32);
  const chunk = randomBytes(CHUNK);
  const nonce = Buffer.alloc(12);
  for (let number = 0; number * CHUNK < bytes; number++) {
    nonce.writeUInt32BE(number, 0);
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const sealed = cipher.update(chunk);
    cipher.final();
    const opener = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(cipher.getAuthTag());
    opener.update(sealed);
    opener.final();
  }
}

function rate(bytes: number, milliseconds: number): number {
  return (bytes / MEGABYTE / milliseconds) * 1_000;
}

/** Resident, in MB; its peak is counted from here on (proc(5), clear_refs). */
function memoryNow(pid: number): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return inStatus(pid, 'VmRSS');
}

function memoryPeak(pid: number): number {
  return inStatus(pid, 'VmHWM');
}

function inStatus(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return (Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1_024) / MEGABYTE;
}
