import type { Clock, Instant } from '@holdover/kernel';
import { elapsed } from '@holdover/kernel';
import type { Attribute, Group, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { toDateTime } from '../model/date-time.ts';
import { PRINTER_STATE, isTerminal, type PrinterState } from '../registry/states.ts';
import { answer, group, success } from './answer.ts';
import { createdAttributes, hidden, jobAttributes, type JobContext } from './job-attributes.ts';
import type { DocumentTicket, JobTicket, JobView, JobsPort, Outcome } from './jobs-port.ts';
import { parseRequest } from './parse-request.ts';
import type { DocumentDescription, JobCreation, Request, RequestOf } from './request.ts';
import { JOB_GROUPS, PRINTER_GROUPS, overlay, select } from './requested.ts';
import { stringsOf } from '../model/read.ts';
import { operationsOf } from './supported-operations.ts';
import { checkTemplate, unknownOperationAttributes } from './template.ts';

/** What changes while a printer runs. */
export interface PrinterStatus {
  readonly state: PrinterState;
  readonly reasons: readonly string[];
  readonly message?: string;
  readonly acceptingJobs: boolean;
  readonly changedAt: Instant;
  /** Further attributes, as lifetime counters and supplies; replace described ones of the same name. */
  readonly attributes: readonly Attribute[];
}

/** How a request came: decides the uris in the answer. */
export interface Arrival {
  /** The uri of this printer as the client can reach it, without a slash at the end. */
  readonly printerUri: string;
  /** All uris of this printer, this one among them. */
  readonly uris: readonly string[];
  /** Set where the transport has authenticated somebody; it then stands for requesting-user-name. */
  readonly authenticatedUser?: string | undefined;
}

export type Decompress = (data: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;

export interface PrinterOptions {
  /** As `/ipp/print`. */
  readonly path: string;
  /** Static attributes, see `describePrinter`. */
  readonly description: readonly Attribute[];
  readonly status: () => PrinterStatus;
  readonly jobs: JobsPort;
  readonly clock: Clock;
  /** For each value of compression-supported but `none`. */
  readonly decompress?: Readonly<Record<string, Decompress>>;
  readonly identify?: (actions: readonly string[]) => void;
}

export interface Printer {
  /**
   * Serves one request (RFC 8011 §4). Never rejects for what the client did; a fault of the jobs port passes through.
   * The document may be left unread when the request is refused.
   */
  handle(message: Message, document: AsyncIterable<Uint8Array>, arrival: Arrival): Promise<Message>;
}

export function createPrinter(options: PrinterOptions): Printer {
  const { jobs, clock, description } = options;
  const startedAt = clock.wall();
  const startedBoot = clock.boot();
  const parsing = { operations: operationsOf(description), path: options.path };

  return { handle };

  async function handle(message: Message, document: AsyncIterable<Uint8Array>, arrival: Arrival): Promise<Message> {
    try {
      const request = parseRequest(message, parsing);
      return await serve(request, document, arrival);
    } catch (fault) {
      if (fault instanceof IppFault && fault.owner === 'caller')
        return answer(message, fault.status, [], fault.message);
      throw fault;
    }
  }

  async function serve(request: Request, data: AsyncIterable<Uint8Array>, arrival: Arrival): Promise<Message> {
    switch (request.operation) {
      case 'Print-Job':
        return creation(request, arrival, (ticket) =>
          withDocument(request.document, data, (it) => jobs.print(ticket, it)),
        );
      case 'Create-Job':
        return creation(request, arrival, (ticket) => jobs.open(ticket));
      case 'Validate-Job':
        return creation(request, arrival, async (ticket) => {
          const checked = checkDocument(request.document);
          return checked.ok ? jobs.check(ticket) : checked;
        });
      case 'Send-Document':
        return onJob(request, arrival, () => sendDocument(request, data));
      case 'Close-Job':
        return onJob(request, arrival, () => jobs.close(request.jobId));
      case 'Cancel-Job':
        return onJob(request, arrival, () => jobs.cancel(request.jobId));
      case 'Cancel-My-Jobs':
        return cancelMine(request, arrival);
      case 'Get-Job-Attributes':
        return getJob(request, arrival);
      case 'Get-Jobs':
        return getJobs(request, arrival);
      case 'Get-Printer-Attributes':
        return success(request.message, [
          group(GROUP.printer, select(await printerAttributes(arrival), request.requested, PRINTER_GROUPS)),
        ]);
      case 'Identify-Printer':
        options.identify?.(request.actions);
        return success(request.message);
    }
  }

  async function creation(
    request: RequestOf<'Print-Job' | 'Validate-Job' | 'Create-Job'>,
    arrival: Arrival,
    make: (ticket: JobTicket) => Promise<Outcome<JobView | void>>,
  ): Promise<Message> {
    const checked = checkTemplate(request.job.template, description);
    const unsupported = [...unknownOperationAttributes(request.message), ...checked.unsupported];
    if (request.job.fidelity && checked.unsupported.length > 0) {
      return answer(request.message, 'client-error-attributes-or-values-not-supported', [
        group(GROUP.unsupported, unsupported),
      ]);
    }
    if (!options.status().acceptingJobs) return answer(request.message, 'server-error-not-accepting-jobs');
    const made = await make(ticketOf(request, request.job, checked.accepted, arrival));
    if (!made.ok) return answer(request.message, made.status, [], made.message);
    const groups = unsupported.length > 0 ? [group(GROUP.unsupported, unsupported)] : [];
    if (made.value !== undefined) groups.push(group(GROUP.job, await created(made.value, arrival)));
    return success(request.message, groups);
  }

  function ticketOf(request: Request, job: JobCreation, template: readonly Attribute[], arrival: Arrival): JobTicket {
    return {
      userName: userOf(request, arrival) ?? 'anonymous',
      authenticated: arrival.authenticatedUser !== undefined,
      name: job.name ?? ('document' in request ? request.document.name : undefined) ?? 'Untitled',
      template,
    };
  }

  /** RFC 8011 §4.2.1.1: compression and document-format are refused whatever the fidelity. */
  function checkDocument(document: DocumentDescription): Outcome<string> {
    const compression = document.compression ?? 'none';
    if (compression !== 'none' && !Object.hasOwn(options.decompress ?? {}, compression)) {
      return { ok: false, status: 'client-error-compression-not-supported', message: `compression ${compression}` };
    }
    const format = document.format ?? 'application/octet-stream';
    if (!stringsOf(description, 'document-format-supported').includes(format)) {
      return { ok: false, status: 'client-error-document-format-not-supported', message: `document-format ${format}` };
    }
    return { ok: true, value: format };
  }

  async function withDocument(
    document: DocumentDescription,
    data: AsyncIterable<Uint8Array>,
    use: (ticket: DocumentTicket) => Promise<Outcome<JobView>>,
  ): Promise<Outcome<JobView>> {
    const format = checkDocument(document);
    if (!format.ok) return format;
    const plain = options.decompress?.[document.compression ?? 'none']?.(data) ?? data;
    return use({ format: format.value, name: document.name, data: plain });
  }

  /** RFC 8011 §4.3.1: an empty last document only closes the job. */
  async function sendDocument(
    request: RequestOf<'Send-Document'>,
    data: AsyncIterable<Uint8Array>,
  ): Promise<Outcome<JobView>> {
    const whole = data[Symbol.asyncIterator]();
    const first = await firstOctets(whole);
    if (first === undefined && request.last) return jobs.close(request.jobId);
    return withDocument(request.document, rest(first, whole), (it) =>
      jobs.addDocument(request.jobId, it, request.last),
    );
  }

  async function onJob(
    request: RequestOf<'Send-Document' | 'Close-Job' | 'Cancel-Job'>,
    arrival: Arrival,
    act: () => Promise<Outcome<JobView | void>>,
  ): Promise<Message> {
    const job = await jobs.find(request.jobId);
    if (job === undefined) return noSuchJob(request);
    if (!owns(job, request, arrival)) return answer(request.message, 'client-error-not-authorized');
    const done = await act();
    if (!done.ok) return answer(request.message, done.status, [], done.message);
    if (done.value === undefined) return success(request.message);
    return success(request.message, [group(GROUP.job, await created(done.value, arrival))]);
  }

  async function cancelMine(request: RequestOf<'Cancel-My-Jobs'>, arrival: Arrival): Promise<Message> {
    const all = await jobs.list();
    const { jobIds } = request;
    const meant = all.filter(
      (job) => jobIds?.includes(job.id) ?? (!isTerminal(job.state) && owns(job, request, arrival)),
    );
    // PWG 5100.11 §4.2: all or none.
    if (jobIds !== undefined && meant.length < new Set(jobIds).size) return noSuchJob(request);
    if (meant.some((job) => !owns(job, request, arrival))) {
      return answer(request.message, 'client-error-not-authorized');
    }
    if (meant.some((job) => isTerminal(job.state))) return answer(request.message, 'client-error-not-possible');
    for (const job of meant) await jobs.cancel(job.id);
    return success(request.message);
  }

  async function getJob(request: RequestOf<'Get-Job-Attributes'>, arrival: Arrival): Promise<Message> {
    const job = await jobs.find(request.jobId);
    if (job === undefined) return noSuchJob(request);
    const all = await contextOf(job, arrival).then((context) => jobAttributes(job, context));
    const shown = owns(job, request, arrival) ? all : hidden(all);
    return success(request.message, [group(GROUP.job, select(shown, request.requested, JOB_GROUPS))]);
  }

  async function getJobs(request: RequestOf<'Get-Jobs'>, arrival: Arrival): Promise<Message> {
    const all = await jobs.list();
    const { jobIds, firstId = 1 } = request;
    const meant = all.filter((job) =>
      jobIds === undefined ? job.id >= firstId && isMeant(job, request.which) : jobIds.includes(job.id),
    );
    const mine = meant.filter((job) => !request.mine || owns(job, request, arrival));
    // RFC 8011 §4.2.6.2: completed jobs newest first, the others in the order they are to be done.
    const ordered = request.which === 'completed' ? mine.toReversed() : mine;
    const groups = ordered.slice(0, request.limit).map((job): Group => {
      const attributes = jobAttributes(job, contextAmong(job, all, arrival));
      const shown = owns(job, request, arrival) ? attributes : hidden(attributes);
      return group(GROUP.job, select(shown, request.requested, JOB_GROUPS));
    });
    return success(request.message, groups);
  }

  async function printerAttributes(arrival: Arrival): Promise<readonly Attribute[]> {
    const status = options.status();
    const waiting = (await jobs.list()).filter((job) => !isTerminal(job.state)).length;
    const changed = Math.max(1, upTime() - Math.floor((clock.wall() - status.changedAt) / 1000));
    const web = arrival.printerUri.replace(/^ipp/, 'http');
    const changing = [
      ...status.attributes,
      attr.enum('printer-state', PRINTER_STATE[status.state]),
      attr.keyword('printer-state-reasons', status.reasons.length === 0 ? 'none' : status.reasons),
      ...(status.message === undefined ? [] : [attr.text('printer-state-message', status.message)]),
      attr.integer('printer-state-change-time', changed),
      attr.dateTime('printer-state-change-date-time', toDateTime(status.changedAt)),
      attr.integer('printer-config-change-time', 1),
      attr.dateTime('printer-config-change-date-time', toDateTime(startedAt)),
      attr.boolean('printer-is-accepting-jobs', status.acceptingJobs),
      attr.integer('queued-job-count', waiting),
      attr.integer('printer-up-time', upTime()),
      attr.dateTime('printer-current-time', toDateTime(clock.wall())),
      attr.uri('printer-uri-supported', arrival.uris),
      attr.keyword(
        'uri-security-supported',
        arrival.uris.map((uri) => (uri.startsWith('ipps:') ? 'tls' : 'none')),
      ),
      attr.keyword(
        'uri-authentication-supported',
        arrival.uris.map(() => 'requesting-user-name'),
      ),
      attr.uri('printer-more-info', `${web}/`),
      attr.uri('printer-supply-info-uri', `${web}/supplies`),
      attr.uri('printer-icons', `${web}/icon.png`),
    ];
    return overlay(changing, description);
  }

  async function created(job: JobView, arrival: Arrival): Promise<readonly Attribute[]> {
    return createdAttributes(job, await contextOf(job, arrival));
  }

  async function contextOf(job: JobView, arrival: Arrival): Promise<JobContext> {
    return contextAmong(job, await jobs.list(), arrival);
  }

  function contextAmong(job: JobView, all: readonly JobView[], arrival: Arrival): JobContext {
    const before = isTerminal(job.state) ? [] : all.filter((other) => other.id < job.id && !isTerminal(other.state));
    return { printerUri: arrival.printerUri, now: clock.wall(), upTime: upTime(), intervening: before.length };
  }

  /** RFC 8011 §5.4.29: seconds since the start, beginning with 1. */
  function upTime(): number {
    return 1 + Math.floor(elapsed(startedBoot, clock.boot()) / 1000);
  }

  function noSuchJob(request: Request): Message {
    return answer(request.message, 'client-error-not-found', [], 'there is no such job');
  }
}

function userOf(request: Request, arrival: Arrival): string | undefined {
  return arrival.authenticatedUser ?? request.userName;
}

/** RFC 8011 §9.3: without authentication the name is a claim; it keeps honest clients apart, not dishonest ones. */
function owns(job: JobView, request: Request, arrival: Arrival): boolean {
  return job.userName === (userOf(request, arrival) ?? 'anonymous');
}

function isMeant(job: JobView, which: RequestOf<'Get-Jobs'>['which']): boolean {
  return which === 'all' || isTerminal(job.state) === (which === 'completed');
}

async function firstOctets(data: AsyncIterator<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const next = await data.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}

async function* rest(first: Uint8Array | undefined, data: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first === undefined) return;
  yield first;
  for (let next = await data.next(); next.done !== true; next = await data.next()) yield next.value;
}
