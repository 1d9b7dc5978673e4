import { createIppClient, type IppTransport } from '@holdover/ipp';
import {
  hours,
  minutes,
  seconds,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
  type Instant,
  type JobId,
  type Logger,
  type UserId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Documents, SealedDatabase } from '@holdover/sealed-store';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import { UNKNOWN_DEVICE, type DeviceAbilities } from '../spool/device-queue.ts';
import { startRetention } from '../spool/retention.ts';
import { createSpool, type Spool, type SpoolLimits } from '../spool/spool.ts';
import { createPanelJobs, type PanelJobs } from './panel-jobs.ts';
import { askAbilities } from './printer-link.ts';
import { recoverActivities } from './recover.ts';

export interface PrintingOptions {
  /** Of the spool. */
  readonly database: SealedDatabase;
  readonly documents: Documents<JobId>;
  /** Carries IPP to the device. */
  readonly transport: IppTransport;
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  readonly limits?: SpoolLimits;
  /** G3: the setting in hours; 24 unless told. */
  readonly retention?: () => Duration;
  readonly isOffline: () => boolean;
  /** F5: pages a session may print offline; as many as it likes unless told. */
  readonly offlinePageLimit?: () => number | null;
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
  readonly spool: Spool;
  /** For the panel, and for senders at the queue. */
  readonly jobs: PanelJobs;
  /** What the device last said that it can do. */
  abilities(): DeviceAbilities;
  close(): Promise<void>;
}

const DEFAULT_RETENTION = hours(24);
/** Long enough for the last pages of a short job. */
const CLOSE_WAITS = seconds(5);
/** How often the device is asked what it can do; a changed device shows in the queue after this. */
const ASK_EVERY = minutes(5);

/** Spool and release of one terminal: what a device queue hands in and a panel asks for. */
export async function openPrinting(options: PrintingOptions): Promise<Printing> {
  const { clock, entropy, logger, database, documents, transport } = options;
  const now = options.now ?? (() => clock.wall());
  const spool = await createSpool({
    database,
    documents,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
    resolveOwner: options.resolveOwner,
    now,
    entropy,
  });
  const releasing = { ...options, printerUri: options.printer, spool };
  const client = createIppClient({ transport, printerUri: options.printer, userName: 'holdover' });
  const jobs = createPanelJobs({
    ...releasing,
    client,
    now,
    recover: () => recoverActivities(releasing),
    offlinePageLimit: options.offlinePageLimit ?? (() => null),
  });
  const abilities = watchAbilities({ ask: () => askAbilities(client), clock });
  const stopRetention = startRetention({
    spool,
    clock,
    limit: options.retention ?? (() => DEFAULT_RETENTION),
    isPaused: options.isOffline,
    onFailure: (error) => logger.error('Removing old jobs failed', { error: describeError(error) }),
  });
  // What a power loss left open is settled at once if the printer is there, else before the next print.
  jobs.recoverNow();
  return {
    spool,
    jobs,
    abilities: () => abilities.now(),
    async close() {
      jobs.close();
      stopRetention();
      abilities.stop();
      // A print that goes on is found at the printer at the next start (F4).
      await soon(clock, jobs.idle());
    },
  };
}

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
