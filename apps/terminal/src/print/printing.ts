import type { UnavailableReason } from '@holdover/api';
import { createIppClient, type IppTransport } from '@holdover/ipp';
import {
  hours,
  seconds,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
  type Instant,
  type JobId,
  type Logger,
  type SessionId,
  type UserId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Documents, SealedDatabase } from '@holdover/sealed-store';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { DeviceAbilities } from '../spool/device-queue.ts';
import { startRetention } from '../spool/retention.ts';
import { createSpool, type Spool, type SpoolLimits } from '../spool/spool.ts';
import { askFormats } from './ask-formats.ts';
import { createCounters, type Counters, type CountersOptions } from './counters.ts';
import { createDeviceJobs } from './device-jobs.ts';
import type { JobSource } from './job-source.ts';
import { createOfflinePages, type OfflinePages } from './offline-pages.ts';
import { createPanelJobs, type PanelJobs } from './panel-jobs.ts';
import { createPrintLine, type PrintLine } from './print-line.ts';
import { askAbilities } from './printer-link.ts';
import type { PrinterTrust } from './printer-trust.ts';
import { watchPrinter, type PrinterTrouble, type PrinterWatch } from './printer-watch.ts';
import { recoverActivities } from './recover.ts';
import { createServerPrinting, createServerSource, type PrintServer, type ServerSource } from './server-printing.ts';
import { spoolReport } from './spool-report.ts';
import { formatFor, type WaitingJob } from './waiting-job.ts';

export interface PrintingOptions {
  /** Of the spool. */
  readonly database: SealedDatabase;
  readonly documents: Documents<JobId>;
  /** Carries IPP to the device. */
  readonly transport: IppTransport;
  /** `ipp://…` or `ipps://…` of the device. */
  readonly printer: string;
  /** Over ipps. */
  readonly printerTrust?: PrinterTrust | undefined;
  readonly limits?: SpoolLimits;
  /** G3: the setting in hours; 24 unless told. */
  readonly retention?: () => Duration;
  readonly isOffline: () => boolean;
  /** F5: pages a session may print offline; as many as it likes unless told. */
  readonly offlinePageLimit?: () => number | null;
  /** The profile's word; everybody may unless told. */
  readonly mayPrint?: () => boolean;
  /** Copies, which nobody finds waiting; none are made without. */
  readonly copies?: JobSource;
  readonly resolveOwner: (userName: string) => UserId | undefined;
  readonly userNameOf: (user: UserId) => string | undefined;
  readonly journal: ActivityJournal;
  /** F7; nothing is counted without. */
  readonly counting?: Pick<CountersOptions, 'journal' | 'mode' | 'others'>;
  /** Only what is in the own spool is printed without. */
  readonly server?: PrintServer;
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
  /** What prints, one after the other. */
  readonly line: PrintLine;
  /** F5: what sessions print and copy offline. */
  readonly offline: OfflinePages;
  /** What the device last said that it can do. */
  abilities(): DeviceAbilities;
  /** Why nothing can be printed now, as far as is known. */
  trouble(): PrinterTrouble | undefined;
  /** What the device takes, asked now, none where it does not say; otherwise why it takes nothing. */
  askFormats(): Promise<readonly string[] | PrinterTrouble>;
  /** Whose session is at the panel now; undefined when nobody's is. */
  attend(session: { readonly id: SessionId; readonly userId: UserId } | undefined): void;
  /** The server's jobs have changed. */
  serverRang(): void;
  linkChanged(): void;
  close(): Promise<void>;
}

const DEFAULT_RETENTION = hours(24);
/** Long enough for the last pages of a short job. */
const CLOSE_WAITS = seconds(5);

/** Spool and release of one terminal: what a device queue hands in, a server holds and a panel asks for. */
export async function openPrinting(given: PrintingOptions): Promise<Printing> {
  const { clock } = given;
  const options = { ...given, now: given.now ?? (() => clock.wall()), printerUri: given.printer };
  const spool = await createSpool(options);
  const watch = openWatch(options, () => {
    jobs.changed();
    server?.printerChanged();
  });
  const { line, jobs, source, offline } = openReleases(options, spool, watch);
  const server =
    options.server &&
    source &&
    createServerPrinting({
      ...options,
      ...options.server,
      ...source,
      line,
      spoolReport: () => spoolReport(spool),
      printerReport: () => watch.report(),
    });
  const unsubscribe = [
    spool.subscribe(() => server?.spoolChanged()),
    options.printerTrust?.subscribe(() => server?.printerChanged()),
  ];
  const counters = options.counting && createCounters({ ...options, ...options.counting, line });
  const stopRetention = startRetention({
    spool,
    clock,
    limit: options.retention ?? (() => DEFAULT_RETENTION),
    isPaused: options.isOffline,
    onFailure: (error) => options.logger.error('Removing old jobs failed', { error: describeError(error) }),
  });
  // What a power loss left open is settled at once if the printer is there, else before the next print.
  line.wake();
  return {
    spool,
    jobs,
    line,
    offline,
    askFormats: () => askFormats(options),
    abilities: () => watch.abilities(),
    trouble: () => watch.trouble(),
    attend: attendance(counters, (session) => {
      if (session !== undefined) jobs.attend(session.id);
      server?.attend(session?.userId);
    }),
    serverRang: () => server?.rang(),
    linkChanged: () => server?.linkChanged(),
    async close() {
      line.close();
      for (const end of [...unsubscribe, stopRetention, server?.close]) end?.();
      counters?.close();
      watch.stop();
      // A print that goes on is found at the printer at the next start (F4).
      await soon(clock, line.idle());
    },
  };
}

type Opening = PrintingOptions & { readonly now: () => Instant; readonly printerUri: string };

function openWatch({ transport, printer, printerTrust, clock }: PrintingOptions, onChanged: () => void): PrinterWatch {
  const client = createIppClient({ transport, printerUri: printer, userName: 'holdover' });
  return watchPrinter({ printerUri: printer, ask: () => askAbilities(client), trust: printerTrust, clock, onChanged });
}

interface Releases {
  readonly line: PrintLine;
  readonly jobs: PanelJobs;
  readonly source: ServerSource | undefined;
  readonly offline: OfflinePages;
}

function openReleases(options: Opening, spool: Spool, watch: PrinterWatch): Releases {
  const source =
    options.server &&
    createServerSource({ ...options, ...options.server, onCancel: (activity) => line.cancelActivity(activity) });
  const sources = [createDeviceJobs(spool), source?.jobs, options.copies].filter((one) => one !== undefined);
  const offline = createOfflinePages(options.offlinePageLimit ?? (() => null));
  const line = createPrintLine({
    ...options,
    recover: () => recoverActivities({ ...options, sources }),
    onProgress: (activity, progress) => source?.claims.progress(activity, progress),
    onChanged: () => jobs.changed(),
  });
  const obstacle = (job: WaitingJob): UnavailableReason | null => {
    if (watch.trouble() === 'printer-certificate') return 'printer-certificate';
    return formatFor(job.format, watch.formats()) === undefined ? 'format-not-supported' : null;
  };
  const jobs = createPanelJobs({ ...options, sources, line, obstacle, offline });
  return { line, jobs, source, offline };
}

/** A session is one from its first moment to its last: two that follow each other have an end and a beginning between them. */
function attendance(counters: Counters | undefined, attend: Printing['attend']): Printing['attend'] {
  let present: SessionId | undefined;
  return (session) => {
    attend(session);
    if (session?.id === present) return;
    if (present !== undefined) counters?.sessionEnded();
    present = session?.id;
    if (present !== undefined) counters?.sessionBegan();
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
