import { elapsed, type Clock, type Instant } from '@holdover/kernel';
import type { Attribute, Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import type { PrinterState } from '../registry/states.ts';
import { answer, group, success } from './answer.ts';
import { serveCreation, serveDocument } from './creation.ts';
import type { JobsPort } from './jobs-port.ts';
import { parseRequest } from './parse-request.ts';
import { printerAttributes } from './printer-attributes.ts';
import { serveCancelMine, serveGetJob, serveGetJobs, serveOnJob } from './queries.ts';
import type { Request } from './request.ts';
import { PRINTER_GROUPS, select } from './requested.ts';
import { operationsOf } from './supported-operations.ts';

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
  /** What it can do, see `describePrinter`; may change while it runs, but for operations-supported. */
  readonly description: () => readonly Attribute[];
  readonly status: () => PrinterStatus;
  readonly jobs: JobsPort;
  readonly clock: Clock;
  /** For each value of compression-supported but `none`. */
  readonly decompress?: Readonly<Record<string, Decompress>>;
  readonly identify?: (actions: readonly string[]) => void;
}

export interface Printer {
  readonly path: string;
  /**
   * Serves one request (RFC 8011 §4). Never rejects for what the client did; a fault of the jobs port passes through.
   * The document may be left unread when the request is refused.
   */
  handle(message: Message, document: AsyncIterable<Uint8Array>, arrival: Arrival): Promise<Message>;
}

/** What serving one request needs to know of the printer. */
export interface Served extends PrinterOptions {
  readonly startedAt: Instant;
  /** RFC 8011 §5.4.29: seconds since the start, beginning with 1. */
  upTime(): number;
}

export function createPrinter(options: PrinterOptions): Printer {
  const startedBoot = options.clock.boot();
  const served: Served = {
    ...options,
    startedAt: options.clock.wall(),
    upTime: () => 1 + Math.floor(elapsed(startedBoot, options.clock.boot()) / 1000),
  };
  const parsing = { operations: operationsOf(options.description()), path: options.path };

  return {
    path: options.path,
    async handle(message, document, arrival) {
      try {
        return await serve(served, parseRequest(message, parsing), document, arrival);
      } catch (fault) {
        if (!(fault instanceof IppFault) || fault.owner !== 'caller') throw fault;
        return answer(message, fault.status, [], fault.message);
      }
    },
  };
}

async function serve(
  served: Served,
  request: Request,
  data: AsyncIterable<Uint8Array>,
  arrival: Arrival,
): Promise<Message> {
  switch (request.operation) {
    case 'Print-Job':
    case 'Create-Job':
    case 'Validate-Job':
      return serveCreation(served, request, data, arrival);
    case 'Send-Document':
      return serveOnJob(served, request, arrival, () => serveDocument(served, request, data));
    case 'Close-Job':
      return serveOnJob(served, request, arrival, () => served.jobs.close(request.jobId));
    case 'Cancel-Job':
      return serveOnJob(served, request, arrival, () => served.jobs.cancel(request.jobId));
    case 'Cancel-My-Jobs':
      return serveCancelMine(served, request, arrival);
    case 'Get-Job-Attributes':
      return serveGetJob(served, request, arrival);
    case 'Get-Jobs':
      return serveGetJobs(served, request, arrival);
    case 'Get-Printer-Attributes': {
      const attributes = select(await printerAttributes(served, arrival), request.requested, PRINTER_GROUPS);
      return success(request.message, [group(GROUP.printer, attributes)]);
    }
    case 'Identify-Printer':
      served.identify?.(request.actions);
      return success(request.message);
  }
}
