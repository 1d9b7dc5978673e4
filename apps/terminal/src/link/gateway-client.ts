import { seconds, type Duration } from '@holdover/kernel';
import {
  jobClaimAnswer,
  jobProgressAnswer,
  jobRemovalAnswer,
  jobsAnswer,
  journalAnswer,
  loginAnswer,
  PATHS,
  renewalAnswer,
  scanUploadAnswer,
  stateAnswer,
  type DeviceJobs,
  type GatewayWire,
  type JobClaim,
  type JobClaimAnswer,
  type JobDocumentRequest,
  type JobProgress,
  type JobProgressAnswer,
  type JobRemoval,
  type JobRemovalAnswer,
  type JobsAnswer,
  type JobsRequest,
  type JournalAnswer,
  type JournalBatch,
  type LoginAnswer,
  type LoginRequest,
  type PrinterReport,
  type RenewalAnswer,
  type RenewalRequest,
  type ScanUpload,
  type ScanUploadAnswer,
  type StateAcknowledgement,
  type StateAnswer,
  type StateRequest,
  type WireUpload,
} from '@holdover/protocol';
import * as z from 'zod';
import type { GatewayAnswer, GatewayDocument } from './gateway-answer.ts';
import { readAnswer, readDocument } from './read-answer.ts';

/** The calls of a terminal to its server, each with a deadline. */
export interface GatewayClient {
  login(request: LoginRequest): Promise<GatewayAnswer<LoginAnswer>>;
  state(request: StateRequest): Promise<GatewayAnswer<StateAnswer>>;
  acknowledgeState(acknowledgement: StateAcknowledgement): Promise<GatewayAnswer<unknown>>;
  journal(batch: JournalBatch): Promise<GatewayAnswer<JournalAnswer>>;
  renew(request: RenewalRequest): Promise<GatewayAnswer<RenewalAnswer>>;
  jobs(request: JobsRequest): Promise<GatewayAnswer<JobsAnswer>>;
  claimJob(claim: JobClaim): Promise<GatewayAnswer<JobClaimAnswer>>;
  /** The document of a job claimed before. Reading throws a Fault where it breaks off: what came until then is not the document. */
  jobDocument(request: JobDocumentRequest): Promise<GatewayDocument>;
  jobProgress(progress: JobProgress): Promise<GatewayAnswer<JobProgressAnswer>>;
  removeJob(removal: JobRemoval): Promise<GatewayAnswer<JobRemovalAnswer>>;
  deviceJobs(jobs: DeviceJobs): Promise<GatewayAnswer<unknown>>;
  printerReport(report: PrinterReport): Promise<GatewayAnswer<unknown>>;
  /** A fault on reading the document is `none`. */
  sendScan(scan: ScanUpload, document: Pick<WireUpload, 'data' | 'length'>): Promise<GatewayAnswer<ScanUploadAnswer>>;
}

/** Nobody waits that long (D1's deadline is the login's); it is for refusals that come late. */
const LOGIN_DEADLINE = seconds(10);
/** A whole state of 10,000 users over a slow branch link. */
const STATE_DEADLINE = seconds(120);
const JOURNAL_DEADLINE = seconds(30);
const SHORT_DEADLINE = seconds(10);
/** A thousand jobs with all their attributes, or two thousand of a spool, over a slow branch link. */
const JOBS_DEADLINE = seconds(30);
/** Longer than any pause of a server that works: its disk under load, a vacuum of its database. */
const DOCUMENT_IDLE = seconds(30);

const MOST_STATE_BYTES = 64 * 1024 * 1024;
const MOST_BYTES = 1024 * 1024;
/** Jobs in a list have templates. */
const MOST_JOBS_BYTES = 96 * 1024 * 1024;

const SHORT = { deadline: SHORT_DEADLINE, mostBytes: MOST_BYTES };

const nothing = z.unknown();

interface Agreed<T> {
  readonly answer: z.ZodType<T>;
  readonly deadline: Duration;
  readonly mostBytes: number;
}

export function createGatewayClient(wire: Pick<GatewayWire, 'call' | 'download' | 'upload'>): GatewayClient {
  const post = <T>(path: string, message: unknown, { answer, ...limits }: Agreed<T>): Promise<GatewayAnswer<T>> =>
    readAnswer(wire.call({ path, body: JSON.stringify(message), ...limits }), answer);

  return {
    login: (request) =>
      post(PATHS.login, request, { answer: loginAnswer, deadline: LOGIN_DEADLINE, mostBytes: MOST_BYTES }),
    state: (request) =>
      post(PATHS.state, request, { answer: stateAnswer, deadline: STATE_DEADLINE, mostBytes: MOST_STATE_BYTES }),
    acknowledgeState: (acknowledgement) =>
      post(PATHS.stateAcknowledgement, acknowledgement, { answer: nothing, ...SHORT }),
    journal: (batch) =>
      post(PATHS.journal, batch, { answer: journalAnswer, deadline: JOURNAL_DEADLINE, mostBytes: MOST_BYTES }),
    renew: (request) => post(PATHS.renewal, request, { answer: renewalAnswer, ...SHORT }),
    jobs: (request) =>
      post(PATHS.jobs, request, { answer: jobsAnswer, deadline: JOBS_DEADLINE, mostBytes: MOST_JOBS_BYTES }),
    claimJob: (claim) => post(PATHS.jobClaim, claim, { answer: jobClaimAnswer, ...SHORT }),
    jobDocument: (request) =>
      readDocument(wire.download({ path: PATHS.jobDocument, body: JSON.stringify(request), idle: DOCUMENT_IDLE })),
    jobProgress: (progress) => post(PATHS.jobProgress, progress, { answer: jobProgressAnswer, ...SHORT }),
    removeJob: (removal) => post(PATHS.jobRemoval, removal, { answer: jobRemovalAnswer, ...SHORT }),
    deviceJobs: (jobs) =>
      post(PATHS.deviceJobs, jobs, { answer: nothing, deadline: JOBS_DEADLINE, mostBytes: MOST_BYTES }),
    printerReport: (report) => post(PATHS.printerReport, report, { answer: nothing, ...SHORT }),
    sendScan: (scan, document) =>
      readAnswer(
        wire.upload({ path: PATHS.scan, body: JSON.stringify(scan), ...document, idle: DOCUMENT_IDLE }),
        scanUploadAnswer,
      ),
  };
}
