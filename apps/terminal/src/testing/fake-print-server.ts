import { attr, encodeMessage, GROUP, type Attribute } from '@holdover/ipp';
import { Fault, toBase64Url, type ActivityId, type JobId } from '@holdover/kernel';
import type {
  DeviceJobs,
  JobClaim,
  JobClaimAnswer,
  JobProgress,
  JobsRequest,
  PrinterReport,
  ServerJob,
} from '@holdover/protocol';
import type { GatewayAnswer } from '../link/gateway-answer.ts';
import type { PrintServer } from '../print/server-printing.ts';
import type { ServerRelease } from '../print/server-releases.ts';
import { DESK_START, EVA, TWO_PAGES } from './print-desk.ts';

/** A server's side of printing, in memory; everything may be changed while it runs. */
export interface FakePrintServer extends PrintServer {
  connected: boolean;
  /** Of `backlog` records the server has not heard. */
  backlog: number;
  /** What it lists. */
  readonly user: ServerJob[];
  readonly device: ServerJob[];
  /** How it answers a claim; claimed unless told. */
  claim: JobClaimAnswer['claim'] | 'silence';
  document: string;
  /** Jobs whose document it cannot give. */
  readonly missing: Set<JobId>;
  /** The document breaks off after so many octets. */
  breaksAfter: number | undefined;
  /** Told with the next answer to progress. */
  readonly cancels: ActivityId[];
  readonly asked: JobsRequest[];
  readonly claims: JobClaim[];
  readonly told: JobProgress[];
  readonly removed: JobId[];
  readonly spools: DeviceJobs[];
  readonly printers: PrinterReport[];
  readonly kept: ServerRelease[];
}

export function createFakePrintServer(): FakePrintServer {
  let kept: ServerRelease[] = [];
  const server: FakePrintServer = {
    connected: true,
    backlog: 0,
    user: [],
    device: [],
    claim: 'claimed',
    document: TWO_PAGES,
    missing: new Set(),
    breaksAfter: undefined,
    cancels: [],
    asked: [],
    claims: [],
    told: [],
    removed: [],
    spools: [],
    printers: [],
    get kept() {
      return kept;
    },
    isConnected: () => server.connected,
    journalBacklog: () => server.backlog,
    releases: {
      read: () => kept,
      write: (releases) => {
        kept = releases;
      },
    },
    client: clientOf(() => server),
  };
  return server;
}

function clientOf(server: () => FakePrintServer): FakePrintServer['client'] {
  const none = { kind: 'none', fault: silence() } as const;
  const answered = <T>(value: T): Promise<GatewayAnswer<T>> =>
    Promise.resolve(server().connected ? { kind: 'answer', value } : none);
  return {
    jobs(request) {
      const { asked, user, device } = server();
      asked.push(request);
      return answered({ jobs: [...(request.of === 'user' ? user : device)] });
    },
    claimJob(asked) {
      const { claims, claim } = server();
      claims.push(asked);
      return claim === 'silence' ? Promise.resolve(none) : answered({ claim });
    },
    jobDocument: ({ jobId }) =>
      Promise.resolve(server().missing.has(jobId) ? none : { kind: 'document', data: documentOf(server()) }),
    jobProgress(progress) {
      server().told.push(progress);
      return answered({ cancel: server().cancels.splice(0) });
    },
    removeJob({ jobId }) {
      server().removed.push(jobId);
      return answered({ removed: true });
    },
    deviceJobs(jobs) {
      server().spools.push(jobs);
      return answered({});
    },
    printerReport(report) {
      server().printers.push(report);
      return answered({});
    },
  };
}

async function* documentOf({ document, breaksAfter }: FakePrintServer): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(document);
  yield bytes.subarray(0, breaksAfter);
  if (breaksAfter !== undefined) throw silence();
}

/** One of Eva's. */
export function serverJob(id: JobId, more: Partial<ServerJob> = {}, template: readonly Attribute[] = []): ServerJob {
  return {
    id,
    userId: EVA.id,
    userName: EVA.userName,
    mayColor: true,
    name: 'From the server',
    createdAt: DESK_START,
    format: 'application/pdf',
    bytes: TWO_PAGES.length,
    pages: 2,
    color: null,
    template: templateText(template),
    priority: 50,
    ...more,
  };
}

function templateText(attributes: readonly Attribute[]): string {
  const envelope = { version: { major: 2, minor: 0 }, code: 0, requestId: 1 };
  return toBase64Url(encodeMessage({ ...envelope, groups: [{ tag: GROUP.job, attributes: [...attributes] }] }));
}

export const IN_COLOUR = [attr.keyword('print-color-mode', 'color')];

function silence(): Fault {
  const message = 'as the test told';
  return new Fault({ owner: 'environment', code: 'gateway-unreachable', message, retryable: true });
}
