import { elapsed } from '@holdover/kernel';
import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import { answer, group, success } from './answer.ts';
import { serveCreation, serveDocument } from './creation.ts';
import { parseRequest } from './parse-request.ts';
import { printerAttributes } from './printer-attributes.ts';
import { serveCancelMine, serveGetJob, serveGetJobs, serveOnJob } from './queries.ts';
import type { Request } from './request.ts';
import { PRINTER_GROUPS, select } from './requested.ts';
import type { Arrival, Authentication, PrinterOptions, Served } from './served.ts';
import { operationsOf } from './supported-operations.ts';

export interface Printer {
  readonly path: string;
  /** Who carries requests here owes `basic` an `Arrival.authenticatedUser`. */
  readonly authentication: Authentication;
  /**
   * Serves one request (RFC 8011 §4). Never rejects for what the client did; a fault of the jobs port passes through.
   * The document may be left unread when the request is refused.
   */
  handle(message: Message, document: AsyncIterable<Uint8Array>, arrival: Arrival): Promise<Message>;
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
    authentication: options.authentication ?? 'requesting-user-name',
    async handle(message, document, arrival) {
      if (served.authentication === 'basic' && arrival.authenticatedUser === undefined) {
        return answer(message, 'client-error-not-authenticated');
      }
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
