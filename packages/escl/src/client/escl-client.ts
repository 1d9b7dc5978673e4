import { Fault, type Clock } from '@holdover/kernel';
import { readCapabilities } from '../codec/capabilities.ts';
import { writeSettings, type Dialect } from '../codec/settings.ts';
import type { ScanJobInfo, StatusReport } from '../codec/status.ts';
import type {
  EsclTransport,
  ScanJobRef,
  ScanRefusal,
  ScanSource,
  ScanTicket,
  ScannerAbilities,
  ScannerClient,
} from '../scanner.ts';
import { createExchange, type Exchange, type Patience } from './exchange.ts';
import { jobUrlOf, scannerUrlOf, type ScannerUrl } from './job-url.ts';
import { drop } from '../read-body.ts';
import { complaintOf, unexplained } from './refusal.ts';

export interface EsclClientOptions {
  readonly transport: EsclTransport;
  /** `http://host:port/eSCL`, or https; its path is what DNS-SD names `rs`. */
  readonly url: string;
  /** Measures the pauses between tries. */
  readonly clock: Clock;
}

/** A client of the scanner at `url`. @throws Fault `scanner-url-malformed` */
export function createEsclClient({ transport, url, clock }: EsclClientOptions): ScannerClient {
  const scanner = scannerUrl(url);
  const exchange = createExchange(transport, `${scanner.origin}${scanner.root}`, clock);
  // Until it has said otherwise, as the oldest of them speak.
  let dialect: Dialect = { version: '2.0', formatExt: false };
  /** A scanner has one job at a time. */
  let current: Running | undefined;

  return {
    async abilities(): Promise<ScannerAbilities> {
      const { abilities, ...spoken } = readCapabilities(await exchange.document('ScannerCapabilities'));
      dialect = spoken;
      return abilities;
    },
    async status() {
      const { state, feeder } = await exchange.status();
      return { state, feeder };
    },
    async begin(ticket) {
      const begun = await begin(exchange, scanner, writeSettings(ticket, dialect), ticket);
      if ('url' in begun) current = { url: begun.url, source: ticket.source, pages: 0 };
      return begun;
    },
    next(job) {
      return next(exchange, current?.url === job.url ? current : { url: job.url, source: 'feeder', pages: 1 });
    },
    async cancel(job) {
      const response = await transport.send({ method: 'DELETE', url: job.url });
      await drop(response.body);
    },
  };
}

/** What an answer to NextDocument means depends on these. */
interface Running {
  readonly url: string;
  readonly source: ScanSource;
  pages: number;
}

/** Quirk: 503 to ScanJobs while the scanner warms up. One that scans for somebody says so. */
const WARMS_UP: Patience = {
  tries: 20,
  isToTryAgain: (status) => status === 503,
  isInVain: ({ state, jobs }) => state === 'processing' || jobs.some(isRunning),
};

/** Quirk: 503 to NextDocument until a page is ready. Lamps, and A3 at 600 dpi, take up to a minute. */
const PREPARES: Patience = { tries: 60, isToTryAgain: (status) => status === 503, isInVain: () => false };

/** Quirk: from some scanners 404 until the first page is ready, with a job that runs all the same. */
const PREPARES_FIRST: Patience = {
  ...PREPARES,
  isToTryAgain: (status) => status === 503 || status === 404,
  isInVain: ({ state, jobs }, status) => status === 404 && state !== 'processing' && !jobs.some(isRunning),
};

function isRunning({ state }: ScanJobInfo): boolean {
  return state === 'Pending' || state === 'Processing';
}

async function begin(
  exchange: Exchange,
  scanner: ScannerUrl,
  body: string,
  { source }: ScanTicket,
): Promise<ScanJobRef | ScanRefusal> {
  const url = `${scanner.origin}${scanner.root}/ScanJobs`;
  const answered = await exchange.insist({ method: 'POST', url, body }, source, WARMS_UP);
  if ('refusal' in answered) return answered;
  await drop(answered.body);
  if (answered.status === 201) return { url: jobUrlOf(scanner, answered.headers['location']) };
  return complaintOf(await exchange.status(), source) ?? unexplained(answered.status);
}

async function next(exchange: Exchange, running: Running): ReturnType<ScannerClient['next']> {
  const request = { method: 'GET', url: `${running.url}/NextDocument` } as const;
  const answered = await exchange.insist(request, running.source, running.pages === 0 ? PREPARES_FIRST : PREPARES);
  if ('refusal' in answered) return answered;
  if (answered.status === 200) {
    running.pages += 1;
    return { page: answered.body };
  }
  await drop(answered.body);
  return ended(answered.status, running, await exchange.status());
}

/**
 * 404 is the end, and the feeder is empty then as it should be; but a device that stops for a jam says 404 too, and pages must
 * not get lost unnoticed.
 */
function ended(
  status: number,
  { source, pages }: Running,
  report: StatusReport,
): { readonly done: true } | ScanRefusal {
  const complaint = complaintOf(report, source);
  const isEmpty = complaint?.refusal === 'feeder-empty';
  if (complaint !== undefined && !(isEmpty && pages > 0)) return complaint;
  return status === 404 ? { done: true } : unexplained(status);
}

function scannerUrl(url: string): ScannerUrl {
  const scanner = scannerUrlOf(url);
  if (scanner !== undefined) return scanner;
  throw new Fault({ owner: 'caller', code: 'scanner-url-malformed', message: `${url} is not an http or https url` });
}
