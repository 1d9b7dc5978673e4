import type {
  FeederState,
  ScanJobRef,
  ScanRefusal,
  ScannerAbilities,
  ScannerClient,
  ScannerState,
  ScanTicket,
} from '@holdover/escl';
import { Fault } from '@holdover/kernel';

/** A scanner in memory that does what a test says. */
export interface ScriptedScanner extends ScannerClient {
  able: ScannerAbilities;
  state: ScannerState;
  feeder: FeederState;
  reachable: boolean;
  /** Sheets in the feeder; the glass has one for ever. Both sides are scanned as two pages. */
  sheets: number;
  /** Instead of the next page, once. */
  nextIs: ScanRefusal['refusal'] | 'silence' | 'breaks' | undefined;
  /** Forgets what it has taken on. */
  forget(): void;
  /** What it was asked to take on. */
  readonly tickets: ScanTicket[];
  readonly cancelled: string[];
  /** Content of every page. */
  page: Uint8Array;
}

/** A page of 16 × 8 grey pixels. */
export const TINY_JPEG: Uint8Array = Buffer.from(
  [
    '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6j',
    'q62rZ4C8ybqmx5moq6T/wAALCAAIABABAREA/8QAHwAAAQUBAQEBAQEAAAAAAAAAAAECAwQFBgcICQoL/8QAtRAAAgEDAwIEAwUF',
    'BAQAAAF9AQIDAAQRBRIhMUEGE1FhByJxFDKBkaEII0KxwRVS0fAkM2JyggkKFhcYGRolJicoKSo0NTY3ODk6Q0RFRkdISUpTVFVW',
    'V1hZWmNkZWZnaGlqc3R1dnd4eXqDhIWGh4iJipKTlJWWl5iZmqKjpKWmp6ipqrKztLW2t7i5usLDxMXGx8jJytLT1NXW19jZ2uHi',
    '4+Tl5ufo6erx8vP09fb3+Pn6/9oACAEBAAA/AOmor//Z',
  ].join(''),
  'base64',
);

const SOURCE = {
  colors: ['color', 'grayscale', 'black-and-white'],
  resolutions: [150, 300, 600],
  formats: ['image/jpeg', 'application/pdf'],
} as const;

interface Taken {
  job: { readonly url: string; readonly isFeeder: boolean; left: number } | undefined;
}

export function createScriptedScanner(): ScriptedScanner {
  const taken: Taken = { job: undefined };
  const scanner: ScriptedScanner = {
    able: {
      makeAndModel: 'Scripted 1',
      uuid: undefined,
      platen: { ...SOURCE, largest: { width: 2_550, height: 3_508 } },
      feeder: { ...SOURCE, largest: { width: 3_508, height: 4_961 }, duplex: true },
    },
    state: 'idle',
    feeder: 'loaded',
    reachable: true,
    sheets: 2,
    nextIs: undefined,
    tickets: [],
    cancelled: [],
    page: TINY_JPEG,
    forget() {
      taken.job = undefined;
      scanner.state = 'idle';
    },
    async abilities() {
      answering(scanner);
      return scanner.able;
    },
    async status() {
      answering(scanner);
      const isEmpty = scanner.sheets === 0 && scanner.feeder === 'loaded';
      return { state: scanner.state, feeder: isEmpty ? 'empty' : scanner.feeder };
    },
    begin: async (ticket) => begin(scanner, taken, ticket),
    next: async ({ url }) => next(scanner, taken, url),
    async cancel({ url }) {
      scanner.cancelled.push(url);
      if (taken.job?.url === url) scanner.forget();
    },
  };
  return scanner;
}

function begin(scanner: ScriptedScanner, taken: Taken, ticket: ScanTicket): ScanJobRef | ScanRefusal {
  answering(scanner);
  if (scanner.state === 'processing') return { refusal: 'busy' };
  const isFeeder = ticket.source === 'feeder';
  if (isFeeder && scanner.feeder === 'jam') return { refusal: 'jam' };
  if (isFeeder && scanner.sheets === 0) return { refusal: 'feeder-empty' };
  scanner.tickets.push(ticket);
  const left = isFeeder ? scanner.sheets * (ticket.duplex ? 2 : 1) : 1;
  taken.job = { url: `http://scanner.test/eSCL/ScanJobs/${scanner.tickets.length}`, isFeeder, left };
  scanner.state = 'processing';
  return { url: taken.job.url };
}

function next(scanner: ScriptedScanner, { job }: Taken, url: string): Awaited<ReturnType<ScannerClient['next']>> {
  const { nextIs } = scanner;
  scanner.nextIs = undefined;
  if (nextIs === 'silence') scanner.reachable = false;
  answering(scanner);
  if (nextIs === 'breaks') return { page: breakingOff() };
  if (nextIs === 'refused') return { refusal: nextIs, status: 500 };
  if (nextIs !== undefined && nextIs !== 'silence') return { refusal: nextIs };
  if (job?.url !== url) return { refusal: 'gone' };
  if (job.left === 0) {
    if (job.isFeeder) scanner.sheets = 0;
    scanner.forget();
    return { done: true };
  }
  job.left -= 1;
  return { page: once(scanner.page) };
}

function answering({ reachable }: ScriptedScanner): void {
  if (reachable) return;
  throw new Fault({ owner: 'environment', code: 'scanner-unreachable', message: 'as the test told', retryable: true });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* breakingOff(): AsyncGenerator<Uint8Array> {
  yield TINY_JPEG.subarray(0, 100);
  throw new Fault({ owner: 'environment', code: 'scanner-unreachable', message: 'as the test told', retryable: true });
}
