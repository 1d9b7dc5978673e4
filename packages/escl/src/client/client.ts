import { Fault, seconds, milliseconds, type Clock, type Duration } from '@holdover/kernel';
import { readCapabilities } from '../codec/capabilities.ts';
import { readStatus, type ScanJobInfo, type StatusReport } from '../codec/status.ts';
import { writeSettings, type Dialect } from '../codec/settings.ts';
import { EsclFault } from '../escl-fault.ts';
import type {
  EsclRequest,
  EsclResponse,
  EsclTransport,
  ScanJobRef,
  ScanRefusal,
  ScanSource,
  ScanTicket,
  ScannerClient,
} from '../scanner.ts';
import { jobUrlOf, scannerUrlOf, type ScannerUrl } from './job-url.ts';
import { drop, readBody } from './read-body.ts';
import { complaintOf, unexplained } from './refusal.ts';

export interface EsclClientOptions {
  readonly transport: EsclTransport;
  /** `http://host:port/eSCL`, or https; what DNS-SD names `rs` is its path. */
  readonly url: string;
  /** Measures the pauses between tries. */
  readonly clock: Clock;
}

/** Between two tries where the scanner does not say (Retry-After). */
const PAUSE = seconds(1);
const LONGEST_PAUSE = seconds(5);
/** Quirk: 503 to ScanJobs while it warms up. What is busy for somebody else says so by its state. */
const WARMS_UP = 20;
/** Quirk: 503, and from some 404, to NextDocument until the first page is ready; lamps and A3 at 600 dpi take up to a minute. */
const PREPARES = 60;

/** A job begun here: what an answer to NextDocument means depends on it. */
interface Running {
  readonly source: ScanSource;
  pages: number;
}

/** A client of the scanner at `url`. @throws Fault `scanner-url-malformed` */
export function createEsclClient({ transport, url, clock }: EsclClientOptions): ScannerClient {
  const scanner = scannerUrl(url);
  const root = `${scanner.origin}${scanner.root}`;
  // Until it has said otherwise, as the oldest of them speak.
  let dialect: Dialect = { version: '2.0', formatExt: false };
  /** A scanner has one job at a time. */
  let current: ({ readonly url: string } & Running) | undefined;

  const document = async (name: string): Promise<Uint8Array> => {
    const response = await transport.send({ method: 'GET', url: `${root}/${name}` });
    if (response.status === 200) return readBody(response.body);
    await drop(response.body);
    throw statusFault(`${root}/${name}`, response.status);
  };
  const status = async (): Promise<StatusReport> => readStatus(await document('ScannerStatus'));

  /** Sends again while the scanner says 503 and has no complaint. */
  const insist = async (
    request: EsclRequest,
    source: ScanSource,
    policy: Policy,
  ): Promise<EsclResponse | ScanRefusal> => {
    for (let left = policy.tries; ; left--) {
      const response = await transport.send(request);
      if (!policy.isToTryAgain(response.status)) return response;
      await drop(response.body);
      const report = await status();
      const complaint = complaintOf(report, source);
      if (complaint !== undefined) return complaint;
      if (left === 0 || policy.gaveUp(report, response.status)) return { ...response, body: NOTHING };
      await pause(clock, response);
    }
  };

  return {
    async abilities() {
      const { abilities, ...spoken } = readCapabilities(await document('ScannerCapabilities'));
      dialect = spoken;
      return abilities;
    },

    async status() {
      const { state, feeder } = await status();
      return { state, feeder };
    },

    async begin(ticket: ScanTicket) {
      const { source } = ticket;
      const request: EsclRequest = {
        method: 'POST',
        url: `${root}/ScanJobs`,
        body: writeSettings(ticket, dialect),
      };
      const answered = await insist(request, source, {
        tries: WARMS_UP,
        isToTryAgain: (code) => code === 503,
        gaveUp: ({ jobs }) => jobs.some(isRunning),
      });
      if ('refusal' in answered) return answered;
      await drop(answered.body);
      if (answered.status !== 201) return complaintOf(await status(), source) ?? unexplained(answered.status);
      const job = { url: jobUrlOf(scanner, answered.headers['location']) };
      current = { ...job, source, pages: 0 };
      return job;
    },

    async next(job: ScanJobRef) {
      const running: Running = current?.url === job.url ? current : { source: 'feeder', pages: 1 };
      const answered = await insist({ method: 'GET', url: `${job.url}/NextDocument` }, running.source, {
        tries: PREPARES,
        isToTryAgain: (code) => code === 503 || (code === 404 && running.pages === 0),
        gaveUp: ({ state, jobs }, code) => code === 404 && state !== 'processing' && !jobs.some(isRunning),
      });
      if ('refusal' in answered) return answered;
      if (answered.status === 200) {
        running.pages += 1;
        return { page: answered.body };
      }
      await drop(answered.body);
      return ended(answered.status, running, await status());
    },

    async cancel(job: ScanJobRef) {
      const response = await transport.send({ method: 'DELETE', url: job.url });
      await drop(response.body);
    },
  };
}

interface Policy {
  readonly tries: number;
  readonly isToTryAgain: (status: number) => boolean;
  /** The scanner says that there is nothing to wait for. */
  readonly gaveUp: (report: StatusReport, status: number) => boolean;
}

function isRunning({ state }: ScanJobInfo): boolean {
  return state === 'Pending' || state === 'Processing';
}

/**
 * 404 is the end, and the feeder is empty then as it should be; but a device that stops for a jam says 404 too, and pages must
 * not get lost unnoticed.
 */
function ended(code: number, { source, pages }: Running, report: StatusReport): { readonly done: true } | ScanRefusal {
  const complaint = complaintOf(report, source);
  const isEmpty = complaint?.refusal === 'feeder-empty';
  if (complaint !== undefined && !(isEmpty && pages > 0)) return complaint;
  return code === 404 ? { done: true } : unexplained(code);
}

/** Retry-After in seconds (RFC 9110 §10.2.3); a date is not waited for. */
function pause(clock: Clock, { headers }: EsclResponse): Promise<void> {
  const told = /^\d{1,4}$/.exec(headers['retry-after'] ?? '');
  const wanted: Duration = told === null ? PAUSE : seconds(Math.max(1, Number(told[0])));
  return new Promise((resolve) => {
    clock.after(milliseconds(Math.min(wanted, LONGEST_PAUSE)), resolve);
  });
}

function scannerUrl(url: string): ScannerUrl {
  const scanner = scannerUrlOf(url);
  if (scanner !== undefined) return scanner;
  throw new Fault({ owner: 'caller', code: 'scanner-url-malformed', message: `${url} is not an http or https url` });
}

function statusFault(url: string, status: number): EsclFault {
  return new EsclFault('unexpected', `${url} answered with HTTP status ${status}`);
}

const NOTHING: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // Read already.
  },
};
