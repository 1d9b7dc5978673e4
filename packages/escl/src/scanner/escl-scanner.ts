import { utf8, type Clock, type Entropy } from '@holdover/kernel';
import { readBody } from '../read-body.ts';
import { writeCapabilities } from '../codec/capabilities.ts';
import { readSettings, type ScanSettings } from '../codec/settings.ts';
import { writeStatus } from '../codec/status.ts';
import { EsclFault } from '../escl-fault.ts';
import type { EsclResponse, ScanFormat, ScannerState } from '../scanner.ts';
import { createScanJobs, type ScanJobs } from './scan-jobs.ts';
import { orderOf } from './scan-order.ts';
import type { ScannerPort } from './scanner-port.ts';

export interface ScannerRequest {
  readonly method: string;
  /** Without a query. */
  readonly path: string;
  readonly body: AsyncIterable<Uint8Array>;
}

/** A scanner as eSCL has it, over HTTP of whoever listens. */
export interface EsclScanner {
  /** Never rejects for what a client sends. */
  answer(request: ScannerRequest): Promise<EsclResponse>;
  /** Nothing moves after this. */
  stop(): void;
}

export interface EsclScannerOptions {
  readonly port: ScannerPort;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export const SCANNER_ROOT = '/eSCL';
const VERSION = '2.97';

/** The scanner's side of eSCL 2.97: capabilities, status, and one scan job at a time. */
export function createScanner({ port, clock, entropy }: EsclScannerOptions): EsclScanner {
  const jobs = createScanJobs({ clock, entropy, isStopped: () => port.status().state === 'stopped' });
  return {
    answer({ method, path, body }) {
      const route = routeOf(path);
      if (route === undefined) return Promise.resolve(answered(404));
      if (route.method !== method) return Promise.resolve(answered(405, { allow: route.method }));
      return route.serve({ port, jobs }, route.job, body);
    },
    stop() {
      const running = jobs.running();
      if (running !== undefined) jobs.end(running, 'Aborted', 'ServiceShutDown');
    },
  };
}

interface Serving {
  readonly port: ScannerPort;
  readonly jobs: ScanJobs;
}

interface Route {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly job: string;
  readonly serve: (serving: Serving, job: string, body: AsyncIterable<Uint8Array>) => Promise<EsclResponse>;
}

function routeOf(path: string): Route | undefined {
  if (path === `${SCANNER_ROOT}/ScannerCapabilities`) return { method: 'GET', job: '', serve: capabilities };
  if (path === `${SCANNER_ROOT}/ScannerStatus`) return { method: 'GET', job: '', serve: status };
  if (path === `${SCANNER_ROOT}/ScanJobs`) return { method: 'POST', job: '', serve: begin };
  const [, job, page] = /^\/eSCL\/ScanJobs\/([0-9a-f-]{36})(\/NextDocument)?$/.exec(path) ?? [];
  if (job === undefined) return undefined;
  return page === undefined ? { method: 'DELETE', job, serve: cancel } : { method: 'GET', job, serve: nextDocument };
}

async function capabilities({ port }: Serving): Promise<EsclResponse> {
  return xml(writeCapabilities({ version: VERSION, abilities: port.abilities() }));
}

async function status({ port, jobs }: Serving): Promise<EsclResponse> {
  const { state, feeder } = port.status();
  const shown: ScannerState = state === 'idle' && jobs.running() !== undefined ? 'processing' : state;
  return xml(writeStatus({ version: VERSION, state: shown, feeder, jobs: jobs.infos(SCANNER_ROOT) }));
}

/** 201 with the Location · 400 no ScanSettings · 409 cannot be done, or not as things stand: the status tells · 503 scans already. */
async function begin({ port, jobs }: Serving, _: string, body: AsyncIterable<Uint8Array>): Promise<EsclResponse> {
  const settings = await settingsOf(body);
  if ('status' in settings) return settings;
  if (jobs.running() !== undefined) return BUSY;
  const order = orderOf(settings, port.abilities());
  if (order === undefined) return answered(409);
  const run = port.begin(order);
  if ('refusal' in run) return run.refusal === 'busy' ? BUSY : answered(409);
  const job = jobs.add(run, order.format);
  return answered(201, { location: `${SCANNER_ROOT}/ScanJobs/${job.id}` });
}

async function settingsOf(body: AsyncIterable<Uint8Array>): Promise<ScanSettings | EsclResponse> {
  try {
    return readSettings(await readBody(body));
  } catch (fault) {
    if (fault instanceof EsclFault) return answered(fault.flaw === 'malformed' ? 400 : 409);
    throw fault;
  }
}

/** 200 with the page · 404 no more, or no such job · 410 it was broken off · 503 not at present: the status tells. */
async function nextDocument({ jobs }: Serving, id: string): Promise<EsclResponse> {
  const job = jobs.find(id);
  if (job === undefined || job.state === 'Completed') return answered(404);
  if (job.state !== 'Processing') return answered(410);
  if (job.isServing) return BUSY;
  job.isServing = true;
  jobs.touch(job);
  try {
    const next = await job.run.next();
    if (jobs.running() !== job) return answered(410);
    if ('page' in next) {
      job.images += 1;
      return page(job.format, next.page);
    }
    if ('refusal' in next) return next.refusal === 'gone' ? answered(410) : BUSY;
    jobs.end(job, 'Completed', 'JobCompletedSuccessfully');
    return answered(404);
  } finally {
    job.isServing = false;
    jobs.touch(job);
  }
}

async function cancel({ jobs }: Serving, id: string): Promise<EsclResponse> {
  const job = jobs.find(id);
  if (job === undefined) return answered(404);
  jobs.end(job, 'Canceled', 'JobCanceledByUser');
  return answered(200);
}

function answered(code: number, headers: Readonly<Record<string, string>> = {}): EsclResponse {
  return { status: code, headers: { 'content-length': '0', ...headers }, body: once(new Uint8Array()) };
}

const BUSY = answered(503, { 'retry-after': '1' });

function xml(document: string): EsclResponse {
  const body = utf8(document);
  return { status: 200, headers: { 'content-type': 'text/xml', 'content-length': `${body.length}` }, body: once(body) };
}

function page(format: ScanFormat, body: AsyncIterable<Uint8Array>): EsclResponse {
  return { status: 200, headers: { 'content-type': format }, body };
}

async function* generate(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => generate(bytes) };
}
