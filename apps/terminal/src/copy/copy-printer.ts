import { makeId, type ActivityId, type Clock, type Entropy, type Instant } from '@holdover/kernel';
import type { JobSession } from '../panel-api/jobs-port.ts';
import type { PrintLine, Run, RunEnd } from '../print/print-line.ts';
import type { OfflinePages } from '../print/offline-pages.ts';
import type { WaitingJob } from '../print/waiting-job.ts';
import type { AfterFailure } from '../scan/task.ts';
import type { DeviceAbilities } from '../spool/device-queue.ts';
import type { CopyJobs } from './copy-jobs.ts';
import { copyTemplate, type CopyTicket } from './copy-ticket.ts';

/** Sheets that were scanned, and what is to become of them. */
export interface ScannedCopy {
  readonly activityId: ActivityId;
  readonly session: Pick<JobSession, 'id' | 'user'>;
  readonly ticket: CopyTicket;
  /** Sides. */
  readonly pages: number;
  /** The PDF, from its beginning, as often as is needed. */
  document(): AsyncIterable<Uint8Array>;
  readonly onEnd: (as: 'done' | 'cancelled' | AfterFailure) => void;
}

export interface RunningCopy {
  progress(): Run['progress'];
  cancel(): void;
}

/** Prints what was scanned by the road of all prints: one after the other, journal first (F1, F4). */
export interface CopyPrinter {
  /** F5: whether one page more may be printed now. */
  hasRoom(session: Pick<JobSession, 'id'>): boolean;
  /** Undefined: the session may print no more offline (F5), and `onEnd` is not called. */
  print(copy: ScannedCopy): RunningCopy | undefined;
}

export interface CopyPrinterOptions {
  readonly line: Pick<PrintLine, 'print' | 'cancel'>;
  readonly offline: OfflinePages;
  readonly jobs: CopyJobs;
  readonly abilities: () => Pick<DeviceAbilities, 'media'>;
  /** Of what happens now (C4). */
  readonly mode: () => JobSession['mode'];
  readonly now: () => Instant;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export function createCopyPrinter(options: CopyPrinterOptions): CopyPrinter {
  const { line, offline, jobs, mode } = options;
  return {
    hasRoom({ id }) {
      const one = jobOf(options, { copies: 1, color: false, twoSided: false, size: 'a4' }, 1);
      return mode() === 'online' || offline.fits(id, [one]);
    },
    print({ activityId, session, ticket, pages, document, onEnd }) {
      const job = jobOf(options, ticket, pages);
      const by = { sessionId: session.id, user: session.user, mode: mode() };
      if (by.mode === 'offline' && !offline.fits(session.id, [job])) return undefined;
      offline.began(session.id, job);
      jobs.put({ job, document });
      const ended = (end: RunEnd): void => {
        offline.ended(job.id);
        jobs.forget(job.id);
        if (by.mode === 'offline' && 'impressions' in end) offline.printed(session.id, end.impressions);
        onEnd(wordFor(end));
      };
      const run = line.print({ source: jobs, job, by, copy: activityId, whenBusy: 'wait', onEnd: ended });
      return { progress: () => run.progress, cancel: () => line.cancel(job.id) };
    },
  };
}

function jobOf(options: CopyPrinterOptions, ticket: CopyTicket, pages: number): WaitingJob {
  const { clock, entropy, now, abilities } = options;
  return {
    id: makeId('job', clock.wall(), entropy),
    waits: 'device',
    name: 'Copy',
    createdAt: now(),
    format: 'application/pdf',
    pages,
    color: ticket.color,
    template: copyTemplate(ticket, abilities()),
    obstacle: null,
    printsElsewhere: false,
  };
}

function wordFor(end: RunEnd): 'done' | 'cancelled' | AfterFailure {
  if (end.outcome === 'completed') return 'done';
  if (end.outcome === 'cancelled') return 'cancelled';
  if (end.outcome !== 'not-started') return 'print-failed';
  switch (end.why) {
    case 'cancelled':
    case 'printer-unreachable':
    case 'printer-certificate':
    case 'format-not-supported':
      return end.why;
    default:
      return 'print-failed';
  }
}
