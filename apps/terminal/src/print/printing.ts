import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import { createIppClient } from '@holdover/ipp';
import {
  hours,
  minutes,
  seconds,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
  type Instant,
  type Logger,
  type UserId,
} from '@holdover/kernel';
import { createIppTransport, deriveKey, describeError, ensurePrivateFolder } from '@holdover/nodejs';
import type { SealedDatabase } from '@holdover/sealed-store';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { JobsPort } from '../panel-api/jobs-port.ts';
import { createDeviceQueue, UNKNOWN_DEVICE, type DeviceAbilities } from '../spool/device-queue.ts';
import { openQueueTls } from '../spool/queue-certificate.ts';
import { startRetention } from '../spool/retention.ts';
import { openSpoolDatabase } from '../spool/spool-database.ts';
import { createSpool, type SpoolLimits } from '../spool/spool.ts';
import { createPanelJobs } from './panel-jobs.ts';
import { askAbilities } from './printer-link.ts';
import { recoverActivities } from './recover.ts';

export interface PrintingOptions {
  /** Database and documents lie here. */
  readonly folder: string;
  /** 32 bytes, of this folder alone. */
  readonly key: Uint8Array;
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  /** The device queue. */
  readonly ipp: { readonly host: string; readonly port: number };
  /** For ipps at the queue's port; a certificate of its own unless given. */
  readonly tls?: SecureContext;
  /** What the queue is called in people's dialogs, and its own identity. */
  readonly queue: { readonly name: string; readonly uuid: string };
  readonly limits?: SpoolLimits;
  /** G3: the setting in hours; 24 unless told. */
  readonly retention?: () => Duration;
  readonly isOffline: () => boolean;
  readonly resolveOwner: (userName: string) => UserId | undefined;
  readonly userNameOf: (user: UserId) => string | undefined;
  readonly journal: ActivityJournal;
  /** The time jobs are stamped with; the clock's wall time unless told. */
  readonly now?: () => Instant;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

export interface Printing {
  readonly queueUri: string;
  readonly queuePort: number;
  /** For the panel. */
  readonly jobs: JobsPort;
  close(): Promise<void>;
}

const DEFAULT_RETENTION = hours(24);
/** Long enough for the last pages of a short job. */
const CLOSE_WAITS = seconds(5);
/** How often the device is asked what it can do; a changed device shows in the queue after this. */
const ASK_EVERY = minutes(5);

/** Spool, device queue and release of one terminal. Faults: `port-taken`, `database-key-wrong`, `store-newer`. */
export async function openPrinting(options: PrintingOptions): Promise<Printing> {
  await ensurePrivateFolder(options.folder);
  const database = openSpoolDatabase(join(options.folder, 'spool.db'), options.key);
  const undo: Undo[] = [() => void database.close()];
  const close = async (): Promise<void> => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    return { ...(await open(options, database, undo)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function open(
  options: PrintingOptions,
  database: SealedDatabase,
  undo: Undo[],
): Promise<Omit<Printing, 'close'>> {
  const { clock, entropy, logger } = options;
  const now = options.now ?? (() => clock.wall());
  const spool = await createSpool({
    database,
    folder: join(options.folder, 'documents'),
    key: deriveKey(options.key, 'holdover spool documents'),
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    resolveOwner: options.resolveOwner,
    now,
    entropy,
  });
  const transport = createIppTransport();
  const releasing = { ...options, transport, printerUri: options.printer, spool };
  const client = createIppClient({ transport, printerUri: options.printer, userName: 'holdover' });
  const jobs = createPanelJobs({ ...releasing, client, now, recover: () => recoverActivities(releasing) });
  // A print that goes on is found at the printer at the next start (F4).
  undo.push(() => soon(clock, jobs.idle()));
  const abilities = watchAbilities({ ask: () => askAbilities(client), clock });
  undo.push(() => abilities.stop());
  const queue = await createDeviceQueue({
    spool,
    ...options.ipp,
    tls: options.tls ?? (await openQueueTls({ database, now: now(), entropy })),
    ...options.queue,
    abilities: () => abilities.now(),
    releases: { progressOf: (id) => jobs.progressOf(id), cancelRelease: (id) => jobs.cancelRelease(id) },
    clock,
    logger,
  });
  undo.push(() => queue.close());
  undo.push(
    startRetention({
      spool,
      clock,
      limit: options.retention ?? (() => DEFAULT_RETENTION),
      isPaused: options.isOffline,
      onFailure: (error) => logger.error('Removing old jobs failed', { error: describeError(error) }),
    }),
  );
  // What a power loss left open is settled at once if the printer is there, else before the next print.
  jobs.recoverNow();
  return { queueUri: queue.uri, queuePort: queue.port, jobs };
}

/** One step of letting go, in the order opposite to taking. */
type Undo = () => Promise<void> | void;

/** Waits for the work, but not for long. */
async function soon(clock: Clock, work: Promise<void>): Promise<void> {
  let cancel: Cancel = () => undefined;
  const late = new Promise<void>((resolve) => {
    cancel = clock.after(CLOSE_WAITS, resolve);
  });
  await Promise.race([work, late]);
  cancel();
}

interface AbilitiesWatch {
  now(): DeviceAbilities;
  stop(): void;
}

/** Asks now and again; a device that is away keeps what it said last. */
function watchAbilities(options: {
  readonly ask: () => Promise<DeviceAbilities | undefined>;
  readonly clock: Clock;
}): AbilitiesWatch {
  let known = UNKNOWN_DEVICE;
  let cancel: Cancel = () => undefined;
  let stopped = false;
  const again = (): void => {
    options
      .ask()
      .then((told) => (known = told ?? known))
      .catch(() => undefined)
      .finally(() => {
        if (!stopped) cancel = options.clock.after(ASK_EVERY, again);
      });
  };
  again();
  return {
    now: () => known,
    stop() {
      stopped = true;
      cancel();
    },
  };
}
