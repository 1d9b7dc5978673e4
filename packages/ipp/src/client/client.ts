import { Fault } from '@holdover/kernel';
import { RESPONSE_LIMITS } from '../codec/limits.ts';
import { encodeMessage } from '../codec/encode.ts';
import type { Attribute, Group, Message } from '../codec/message.ts';
import { readMessage } from '../codec/read-message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { groupOf, groupsOf, stringOf } from '../model/read.ts';
import { OPERATION, type Operation } from '../registry/operations.ts';
import { isSuccessful, statusOf, type Status } from '../registry/statuses.ts';

/**
 * Carries one request to a printer and its answer back (RFC 8010 §4: an HTTP POST of application/ipp).
 * When reading the body throws, the request is given up and `send` rejects with that error.
 */
export interface IppTransport {
  send(uri: string, body: AsyncIterable<Uint8Array>, options?: SendOptions): Promise<AsyncIterable<Uint8Array>>;
}

export interface SendOptions {
  /** It changes nothing at the printer: may go out twice, and over a connection that is left from before. */
  readonly repeatable?: boolean;
}

/** Codes of faults that say no octet of the request reached the printer (F4). */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'printer-unreachable',
  'printer-certificate-unapproved',
  'printer-certificate-changed',
  'printer-certificate-refused',
]);

export function wasNeverSent(error: unknown): boolean {
  return error instanceof Fault && NEVER_SENT.has(error.code);
}

/** Operations that only ask (RFC 8011 §4). */
const REPEATABLE: ReadonlySet<Operation> = new Set([
  'Validate-Job',
  'Get-Job-Attributes',
  'Get-Jobs',
  'Get-Printer-Attributes',
]);

export interface IppResponse {
  readonly message: Message;
  readonly code: number;
  /** Undefined for a status outside the table. */
  readonly status: Status | undefined;
  readonly ok: boolean;
  readonly statusMessage: string | undefined;
  /** The first group of its kind; empty when there is none. */
  readonly job: readonly Attribute[];
  readonly jobs: readonly (readonly Attribute[])[];
  readonly printer: readonly Attribute[];
}

export interface PrintJob {
  readonly name: string;
  readonly format: string;
  readonly documentName?: string;
  readonly template: readonly Attribute[];
  readonly document: AsyncIterable<Uint8Array>;
}

export interface RequestParts {
  /** After charset, language, target and user name. */
  readonly operation?: readonly Attribute[];
  readonly job?: readonly Attribute[];
  readonly jobId?: number;
  /** After the job attributes: subscriptions (RFC 3995), what is to be set of a printer. */
  readonly groups?: readonly Group[];
  readonly document?: AsyncIterable<Uint8Array>;
}

/** Refusals of the printer are values (`ok`, `status`); rejects when the printer cannot be reached or understood. */
export interface IppClient {
  send(operation: Operation, parts?: RequestParts): Promise<IppResponse>;
  printJob(job: PrintJob): Promise<IppResponse>;
  getPrinterAttributes(requested?: readonly string[]): Promise<IppResponse>;
  getJobAttributes(jobId: number, requested?: readonly string[]): Promise<IppResponse>;
  getJobs(which: 'completed' | 'not-completed' | 'all', requested?: readonly string[]): Promise<IppResponse>;
  cancelJob(jobId: number): Promise<IppResponse>;
  /** Whether the printer would take such a job; nothing is sent of the document. */
  validateJob(job: Pick<PrintJob, 'name' | 'format' | 'template'>): Promise<IppResponse>;
  holdJob(jobId: number, until?: string): Promise<IppResponse>;
  releaseJob(jobId: number): Promise<IppResponse>;
  setJobAttributes(jobId: number, changes: readonly Attribute[]): Promise<IppResponse>;
  identifyPrinter(actions: readonly ('display' | 'flash' | 'sound' | 'speak')[]): Promise<IppResponse>;
}

export interface IppClientOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  /** requesting-user-name. */
  readonly userName: string;
}

export function createIppClient(options: IppClientOptions): IppClient {
  let requestId = 0;

  return {
    send,
    printJob: (job) =>
      send('Print-Job', {
        operation: [
          attr.name('job-name', job.name),
          ...(job.documentName === undefined ? [] : [attr.name('document-name', job.documentName)]),
          attr.mimeMediaType('document-format', job.format),
        ],
        job: job.template,
        document: job.document,
      }),
    getPrinterAttributes: (requested) => send('Get-Printer-Attributes', { operation: wanted(requested) }),
    getJobAttributes: (jobId, requested) => send('Get-Job-Attributes', { jobId, operation: wanted(requested) }),
    getJobs: (which, requested) =>
      send('Get-Jobs', { operation: [...wanted(requested), attr.keyword('which-jobs', which)] }),
    cancelJob: (jobId) => send('Cancel-Job', { jobId }),
    validateJob: (job) =>
      send('Validate-Job', {
        operation: [attr.name('job-name', job.name), attr.mimeMediaType('document-format', job.format)],
        job: job.template,
      }),
    holdJob: (jobId, until) =>
      send('Hold-Job', { jobId, operation: until === undefined ? [] : [attr.keyword('job-hold-until', until)] }),
    releaseJob: (jobId) => send('Release-Job', { jobId }),
    setJobAttributes: (jobId, changes) => send('Set-Job-Attributes', { jobId, job: changes }),
    identifyPrinter: (actions) => send('Identify-Printer', { operation: [attr.keyword('identify-actions', actions)] }),
  };

  async function send(operation: Operation, parts: RequestParts = {}): Promise<IppResponse> {
    requestId += 1;
    const request = buildRequest(operation, { ...options, requestId, ...parts });
    const body = await options.transport.send(options.printerUri, bodyOf(request, parts.document), {
      repeatable: REPEATABLE.has(operation) && parts.document === undefined,
    });
    const message = await readAnswer(body);
    if (message.requestId !== request.requestId) throw badAnswer('the printer answered another request');
    return responseOf(message);
  }
}

export interface RequestAddress {
  readonly printerUri: string;
  readonly userName: string;
  readonly requestId: number;
}

/** RFC 8011 §4.1.4 to §4.1.6: the attributes every request begins with, in the order asked for. */
export function buildRequest(operation: Operation, parts: RequestAddress & RequestParts): Message {
  const attributes = [
    attr.charset('attributes-charset', 'utf-8'),
    attr.naturalLanguage('attributes-natural-language', 'en'),
    attr.uri('printer-uri', parts.printerUri),
    ...(parts.jobId === undefined ? [] : [attr.integer('job-id', parts.jobId)]),
    attr.name('requesting-user-name', parts.userName),
    ...(parts.operation ?? []),
  ];
  const job = parts.job ?? [];
  return {
    // What every printer of the last twenty years reads; IPP Everywhere needs nothing that 1.1 cannot carry.
    version: { major: 2, minor: 0 },
    code: OPERATION[operation],
    requestId: parts.requestId,
    groups: [
      { tag: GROUP.operation, attributes },
      ...(job.length === 0 ? [] : [{ tag: GROUP.job, attributes: job }]),
      ...(parts.groups ?? []),
    ],
  };
}

export function responseOf(message: Message): IppResponse {
  return {
    message,
    code: message.code,
    status: statusOf(message.code),
    ok: isSuccessful(message.code),
    statusMessage: stringOf(groupOf(message, GROUP.operation), 'status-message'),
    job: groupOf(message, GROUP.job),
    jobs: groupsOf(message, GROUP.job),
    printer: groupOf(message, GROUP.printer),
  };
}

async function readAnswer(body: AsyncIterable<Uint8Array>): Promise<Message> {
  try {
    const { message, document } = await readMessage(body, { limits: RESPONSE_LIMITS, reading: 'lenient' });
    // Nothing follows an answer; closing what might lets go of the connection.
    await document[Symbol.asyncIterator]().return?.();
    return message;
  } catch (cause) {
    if (cause instanceof IppFault) throw badAnswer('the answer of the printer cannot be read', cause);
    throw cause;
  }
}

function badAnswer(message: string, cause?: unknown): Fault {
  return new Fault({ owner: 'peer', code: 'ipp-bad-response', message, cause });
}

async function* bodyOf(request: Message, document: AsyncIterable<Uint8Array> | undefined): AsyncGenerator<Uint8Array> {
  yield encodeMessage(request);
  if (document !== undefined) yield* document;
}

function wanted(requested: readonly string[] | undefined): readonly Attribute[] {
  return requested === undefined ? [] : [attr.keyword('requested-attributes', requested)];
}
