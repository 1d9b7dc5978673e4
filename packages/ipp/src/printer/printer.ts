import { elapsed } from '@holdover/kernel';
import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { IppFault } from '../ipp-fault.ts';
import { attr } from '../model/attr.ts';
import { answer, group, success } from './answer.ts';
import { serveCreation, serveDocument } from './creation.ts';
import { checkFormat } from './document-format.ts';
import { serveHold, serveRestart, serveSetJob } from './job-changes.ts';
import { isOpenToAnybody } from './open-to-anybody.ts';
import { serveOperator, serveSupportedValues } from './operators.ts';
import { parseRequest } from './parse-request.ts';
import { printerAttributes } from './printer-attributes.ts';
import type { Snapshot } from './printer-events.ts';
import { serveCancelJobs, serveGetJob, serveGetJobs, serveOnJob } from './queries.ts';
import type { Request, RequestOf } from './request.ts';
import { PRINTER_GROUPS, select } from './requested.ts';
import type { Arrival, Authentication, PrinterOptions, Served } from './served.ts';
import {
  serveGetSubscription,
  serveGetSubscriptions,
  serveNotifications,
  serveRenew,
  serveSubscribe,
  serveUnsubscribe,
} from './serve-subscriptions.ts';
import { createSubscriptions } from './subscriptions.ts';
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
  const upTime = (): number => 1 + Math.floor(elapsed(startedBoot, options.clock.boot()) / 1000);
  const look = async (): Promise<Snapshot> => {
    const { state, reasons, acceptingJobs } = options.status();
    return {
      status: { state, reasons, acceptingJobs },
      jobs: new Map((await options.jobs.list()).map((job) => [job.id, job])),
    };
  };
  const subscriptions = createSubscriptions({ upTime, look });
  const served: Served = { ...options, startedAt: options.clock.wall(), upTime, subscriptions };
  const parsing = { operations: operationsOf(options.description()), path: options.path };

  return {
    path: options.path,
    authentication: options.authentication ?? 'requesting-user-name',
    async handle(message, document, arrival) {
      const isSignedIn = served.authentication !== 'basic' || arrival.authenticatedUser !== undefined;
      if (!isSignedIn && !isOpenToAnybody(message)) {
        return answer(message, 'client-error-not-authenticated');
      }
      // One request meets one description, whatever happens to the device meanwhile.
      const description = options.description();
      try {
        const request = parseRequest(message, parsing);
        const answered = await serve({ ...served, description: () => description }, request, document, arrival);
        await subscriptions.observe().catch(UNSEEN);
        return answered;
      } catch (fault) {
        if (!(fault instanceof IppFault) || fault.owner !== 'caller') throw fault;
        const named = fault.unsupported.length === 0 ? [] : [group(GROUP.unsupported, fault.unsupported)];
        return answer(message, fault.status, named, fault.message);
      }
    },
  };
}

/** What was done stays done, and is answered as such: whoever has subscribed hears of it at the next look. */
const UNSEEN = (): void => undefined;

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
      return serveOnJob(served, request, arrival, ({ id }) => served.jobs.close(id));
    case 'Cancel-Job':
      return serveOnJob(served, request, arrival, ({ id }) => served.jobs.cancel(id));
    case 'Release-Job':
      return serveOnJob(served, request, arrival, ({ id }) => served.jobs.release(id));
    case 'Hold-Job':
      return serveHold(served, request, arrival);
    case 'Restart-Job':
      return serveRestart(served, request, arrival);
    case 'Set-Job-Attributes':
      return serveSetJob(served, request, arrival);
    case 'Cancel-Jobs':
    case 'Cancel-My-Jobs':
      return serveCancelJobs(served, request, arrival);
    case 'Get-Job-Attributes':
      return serveGetJob(served, request, arrival);
    case 'Get-Jobs':
      return serveGetJobs(served, request, arrival);
    default:
      return serveOnPrinter(served, request, arrival);
  }
}

type OnPrinter = Exclude<Request, { readonly operation: JobOperation }>;
type JobOperation =
  | 'Print-Job'
  | 'Create-Job'
  | 'Validate-Job'
  | 'Send-Document'
  | 'Close-Job'
  | 'Cancel-Job'
  | 'Release-Job'
  | 'Hold-Job'
  | 'Restart-Job'
  | 'Set-Job-Attributes'
  | 'Cancel-Jobs'
  | 'Cancel-My-Jobs'
  | 'Get-Job-Attributes'
  | 'Get-Jobs';

async function serveOnPrinter(served: Served, request: OnPrinter, arrival: Arrival): Promise<Message> {
  switch (request.operation) {
    case 'Get-Printer-Attributes':
      return serveDescription(served, request, arrival);
    case 'Get-Printer-Supported-Values':
      return serveSupportedValues(served, request);
    case 'Pause-Printer':
    case 'Resume-Printer':
    case 'Enable-Printer':
    case 'Disable-Printer':
    case 'Purge-Jobs':
    case 'Set-Printer-Attributes':
      return serveOperator(served, request, arrival);
    case 'Identify-Printer':
      served.identify?.(request.actions);
      return success(request.message);
    case 'Create-Printer-Subscriptions':
    case 'Create-Job-Subscriptions':
      return serveSubscribe(served, request, arrival);
    case 'Get-Subscription-Attributes':
      return serveGetSubscription(served, request, arrival);
    case 'Get-Subscriptions':
      return serveGetSubscriptions(served, request, arrival);
    case 'Renew-Subscription':
      return serveRenew(served, request, arrival);
    case 'Cancel-Subscription':
      return serveUnsubscribe(served, request, arrival);
    case 'Get-Notifications':
      return serveNotifications(served, request, arrival);
  }
}

/** RFC 8011 §4.2.5: a format that is not taken is refused here too. */
async function serveDescription(
  served: Served,
  request: RequestOf<'Get-Printer-Attributes'>,
  arrival: Arrival,
): Promise<Message> {
  const format = checkFormat(request.format, served.description());
  if (request.format !== undefined && !format.ok) {
    const named = group(GROUP.unsupported, [attr.mimeMediaType('document-format', request.format)]);
    return answer(request.message, format.status, [named], format.message);
  }
  const attributes = select(await printerAttributes(served, arrival), request.requested, PRINTER_GROUPS);
  return success(request.message, [group(GROUP.printer, attributes)]);
}
