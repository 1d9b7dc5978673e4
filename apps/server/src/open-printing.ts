import type { SpoolingSettings } from '@holdover/api';
import { seconds, type Cancel, type Clock, type Entropy, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Core } from './core.ts';
import type { EventHub } from './events/event-hub.ts';
import { startJobEvents } from './features/jobs/job-events.ts';
import { addJobRoutes } from './features/jobs/job-routes.ts';
import { startJobRetention, type JobRetention } from './features/jobs/job-retention.ts';
import { createJobs } from './features/jobs/jobs.ts';
import { NO_DOCUMENTS } from './features/jobs/no-documents.ts';
import { openSpool, type Spool } from './features/jobs/spool.ts';
import { ensureFirstQueue } from './features/queues/first-queue.ts';
import { queueIdentity, type QueueIdentityQuestion } from './features/queues/queue-identity.ts';
import { openQueuePrinters, printerPath, type QueuePrinters } from './features/queues/queue-printers.ts';
import { addQueueRoutes } from './features/queues/queue-routes.ts';
import { createQueues } from './features/queues/queues.ts';
import type { PrintSignIn } from './features/users/print-sign-in.ts';
import { createSignIn, unlessUnreachable } from './features/user-sources/source-sign-in.ts';
import { SIGNED_IN_FOR } from './features/users/remembered-passwords.ts';
import type { WebIdentity } from './fleet.ts';
import type { RouteRegistrar } from './http/call.ts';
import { HEARTBEAT_SECONDS, type OpenServerOptions } from './server-options.ts';

/** Server spooling: the queues of this server, and the jobs in them. */
export interface Printing {
  readonly spool: Spool;
  readonly printers: QueuePrinters;
  readonly retention: Pick<JobRetention, 'look'>;
  readonly signIn: PrintSignIn;
  /** What queues are served with where the administrator brings nothing. */
  identity(question: QueueIdentityQuestion): Promise<WebIdentity>;
  /** As clients elsewhere reach a queue. */
  queueUri(path: string): string;
  /** From now on uris name this. */
  listensAt(address: IppAddress): void;
  registerRoutes(routes: RouteRegistrar): void;
  onSpooling(settings: SpoolingSettings): void;
  stop(): Promise<void>;
}

export interface IppAddress {
  readonly scheme: 'ipp' | 'ipps';
  readonly host: string;
  readonly port: number;
}

export interface PrintingDeps extends Core, Pick<OpenServerOptions, 'documents' | 'heartbeatSeconds' | 'queuesReach'> {
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Where a server that says nothing else would listen. */
const STANDARD: IppAddress = { scheme: 'ipps', host: 'localhost', port: 8631 };

export async function openPrinting(deps: PrintingDeps): Promise<Printing> {
  const { changes, entropy, logger, stores } = deps;
  const spool = await openSpool({ ...deps, documents: deps.documents ?? NO_DOCUMENTS });
  await ensureFirstQueue(changes, entropy, deps.queuesReach ?? 'network');
  const lookEvery = seconds(2 * (deps.heartbeatSeconds ?? HEARTBEAT_SECONDS));
  const printers = await openQueuePrinters({ ...deps, spool, lookEvery });
  const retention = startJobRetention({ ...deps, spool });
  const endEvents: Cancel = startJobEvents({ ...deps, signals: spool.signals });
  const onQueues = (): Promise<void> =>
    printers.refresh().catch((error: unknown) => {
      logger.error('The queues could not be read', { error: describeError(error) });
    });
  let address = STANDARD;
  const queueUri = (path: string): string =>
    `${address.scheme}://${address.host}:${address.port}${printerPath({ path })}`;
  return {
    spool,
    printers,
    retention,
    signIn: unlessUnreachable(createSignIn(deps, SIGNED_IN_FOR)),
    identity: (question) => queueIdentity({ ...deps, settings: stores.settings }, question),
    queueUri,
    listensAt: (given) => {
      address = given;
    },
    registerRoutes: (routes) => {
      addQueueRoutes(routes, { queues: createQueues({ changes, entropy, onQueues }), stores, queueUri });
      addJobRoutes(routes, { jobs: createJobs({ changes, spool }), stores });
    },
    onSpooling: spool.room.limits,
    stop: async () => {
      endEvents();
      await retention.stop();
      await printers.stop();
      await spool.settled();
    },
  };
}
