import { createIppClient, type IppClient, type IppTransport } from '@holdover/ipp';
import { recoverPrint, type PrinterState } from '@holdover/journal';
import {
  Fault,
  makeId,
  type ActivityId,
  type Clock,
  type Entropy,
  type Logger,
  type SessionId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { HeldUser } from '@holdover/protocol';
import type { ActivityBegin, ActivityJournal } from '../journal/activity-journal.ts';
import { countPrint, type PrintCount } from './count-print.ts';
import { follow, type Following, type Progress } from './follow.ts';
import type { Claimed, JobSource } from './job-source.ts';
import type { OpenDocument } from './open-document.ts';
import { askReadiness, askState, findJob, isOver, type PrinterJob, type Readiness } from './printer-link.ts';
import { sendJob, type Sent } from './send-job.ts';
import { colorOf, copiesOf, formatFor, sidesOf, type WaitingJob } from './waiting-job.ts';

export interface ReleaseOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  readonly journal: Pick<ActivityJournal, 'recordBegin' | 'recordEnd'>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Whose print it is, and how: the mode belongs to the activity (C4). */
export interface PrintFor {
  /** Null for a direct print: nobody is at the device. */
  readonly sessionId: SessionId | null;
  readonly user: Pick<HeldUser, 'id' | 'userName' | 'color'>;
  readonly mode: 'online' | 'offline';
}

export interface ReleaseRequest {
  readonly source: JobSource;
  readonly job: WaitingJob;
  readonly by: PrintFor;
  /** Of a copy, which has its id before it prints; a print with an id of its own unless told. */
  readonly copy?: ActivityId;
  /** What to do about a printer that prints something else, or is stopped, before anything began. */
  readonly whenBusy: 'wait' | 'later';
  readonly progress: (now: Progress) => void;
}

/** Why nothing was recorded and nothing sent. */
export type NotStarted =
  | Exclude<Claimed, 'claimed'>
  | 'cancelled'
  | 'busy'
  | 'printer-unreachable'
  | 'printer-certificate'
  | 'format-not-supported'
  | 'document-damaged';

export type ReleaseResult = PrintCount | { readonly outcome: 'not-started'; readonly why: NotStarted };

export interface Release {
  /** Also the job's name at the printer (F4). */
  readonly activityId: ActivityId;
  readonly done: Promise<ReleaseResult>;
  /** Stops it as soon as may be: before it is sent, on its way, or at the printer after the page that moves. */
  cancel(): void;
}

/**
 * Prints one job, wherever it waits (architecture.md, flow 4).
 * Invariant: the beginning is in the journal, with the printer's counters, before the first byte is sent (F1, F4); the
 * outcome is there before the job leaves its source; the job is sent again only if no byte was accepted.
 */
export function release(options: ReleaseOptions, request: ReleaseRequest): Release {
  const activityId = request.copy ?? makeId('activity', options.clock.wall(), options.entropy);
  const run = new ReleaseRun(options, request, activityId);
  return { activityId, done: run.run(), cancel: () => run.cancel() };
}

class ReleaseRun {
  readonly #options: ReleaseOptions;
  readonly #request: ReleaseRequest;
  readonly #activityId: ActivityId;
  readonly #client: IppClient;
  readonly #following: Following;
  /** What the printer last said of the job while it was followed. */
  #seen: Pick<Progress, 'impressions' | 'sheets'> = { impressions: 0, sheets: 0 };

  constructor(options: ReleaseOptions, request: ReleaseRequest, activityId: ActivityId) {
    this.#options = options;
    this.#request = request;
    this.#activityId = activityId;
    this.#client = createIppClient({
      transport: options.transport,
      printerUri: options.printerUri,
      userName: request.by.user.userName,
    });
    const progress = (now: Progress): void => {
      this.#seen = now;
      request.progress(now);
    };
    this.#following = { client: this.#client, clock: options.clock, progress, cancelled: false };
  }

  cancel(): void {
    this.#following.cancelled = true;
  }

  async run(): Promise<ReleaseResult> {
    const { source, job, by, whenBusy } = this.#request;
    const ready = await this.#ask(askReadiness);
    if (typeof ready === 'string') return notStarted(ready);
    if (this.#following.cancelled) return notStarted('cancelled');
    if (ready.waitsFor !== undefined && whenBusy === 'later') return notStarted('busy');
    const format = formatFor(job.format, ready.formats);
    if (format === undefined && by.sessionId !== null) return notStarted('format-not-supported');
    const claimed = await source.claim(job.id, this.#activityId, by.sessionId === null ? null : by.user.id);
    if (claimed !== 'claimed') return notStarted(claimed);
    let hasBegun = false;
    try {
      const document = format === undefined ? 'format-not-supported' : await this.#open();
      // Of a direct print nobody is there to be told: what will never do is its outcome.
      if (typeof document === 'string' && (by.sessionId !== null || document === 'unreachable')) {
        return notStarted(document);
      }
      const begin = this.#begin(ready);
      await this.#options.journal.recordBegin(this.#activityId, begin);
      hasBegun = true;
      const sent: Sent = typeof document === 'string' ? { sent: 'refused' } : await this.#send(document, format);
      return await this.#settle(begin, sent);
    } finally {
      if (!hasBegun) source.abandon(job.id, this.#activityId);
    }
  }

  async #open(): Promise<OpenDocument | 'document-damaged' | 'unreachable'> {
    try {
      return await this.#request.source.document(this.#request.job.id, this.#activityId);
    } catch (error) {
      this.#options.logger.warn('A document cannot be had', {
        job: this.#request.job.id,
        error: describeError(error),
      });
      return error instanceof Fault && error.code === 'document-damaged' ? 'document-damaged' : 'unreachable';
    }
  }

  #begin({ state }: Readiness): ActivityBegin {
    const { job, by, copy } = this.#request;
    return {
      mode: by.mode,
      userId: by.user.id,
      sessionId: by.sessionId,
      kind: copy === undefined ? 'print' : 'copy',
      pages: job.pages,
      copies: copiesOf(job),
      color: by.user.color && colorOf(job) !== 'no',
      sides: sidesOf(job),
      printer: state,
    };
  }

  async #send(document: OpenDocument, format = 'application/octet-stream'): Promise<Sent> {
    const { source, job, by } = this.#request;
    const { id } = job;
    try {
      if (!source.begin(id, this.#activityId, by.user.userName)) return { sent: 'cancelled' };
      return await sendJob({
        ...this.#options,
        following: this.#following,
        // F4: the id is all the printer learns; a document's name would stay in its list for everybody.
        name: this.#activityId,
        format,
        job,
        mayColor: by.user.color,
        first: document,
        again: () => source.document(id, this.#activityId),
      });
    } finally {
      await document.close();
    }
  }

  async #settle(begin: ActivityBegin, sent: Sent): Promise<PrintCount> {
    const { journal, logger } = this.#options;
    const { source, job } = this.#request;
    const found = await this.#outcome(begin, sent);
    // Whoever cancels and gets what the printer calls a failure has cancelled.
    const end = this.#following.cancelled && found.outcome === 'failed' ? { ...found, outcome: CANCELLED } : found;
    source.noteOutcome(job.id, end.outcome === 'completed');
    await journal.recordEnd(this.#activityId, { mode: begin.mode, color: begin.color, ...end });
    await source.end(job.id);
    const { outcome, impressions } = end;
    logger.info('A job was released', { activity: this.#activityId, outcome, impressions });
    return end;
  }

  async #outcome(begin: ActivityBegin, sent: Sent): Promise<PrintCount> {
    if (sent.sent === 'refused') return nothing('failed');
    if (sent.sent === 'cancelled') return nothing('cancelled');
    const job = sent.sent === 'accepted' ? await follow(this.#following, sent.number) : await this.#lookFor();
    const state = await this.#ask(askState);
    const after = typeof state === 'string' ? null : state;
    if (job !== null && job !== 'none' && isOver(job)) return countPrint(evidenceOf(begin, job, after));
    const report = job === null ? null : job === 'none' ? { found: false as const } : job.report;
    const recovery = recoverPrint({ begin, printerNow: after, job: report });
    // It was followed as long as anybody may wait: what it does from here on, the counters will show.
    if (recovery.next === 'follow') return this.#atLeastSeen({ ...nothing('unknown'), toReview: true });
    const { next: _, ...settled } = recovery;
    return this.#atLeastSeen(settled);
  }

  /** F4: pages the printer had told of are out, whatever became of the job. */
  #atLeastSeen(count: PrintCount): PrintCount {
    const { impressions, sheets } = this.#seen;
    return impressions > count.impressions ? { ...count, impressions, sheets, source: 'job' } : count;
  }

  /** After a lost connection: the printer may have made a job of what it got. */
  async #lookFor(): Promise<PrinterJob | 'none' | null> {
    const found = await findJob(this.#client, this.#activityId).catch(() => null);
    if (found === null || found === 'none' || isOver(found)) return found;
    return follow(this.#following, found.number);
  }

  async #ask<T extends object | null>(
    question: (client: IppClient) => Promise<T>,
  ): Promise<T | 'printer-unreachable' | 'printer-certificate'> {
    try {
      return await question(this.#client);
    } catch (error) {
      return whyUnreachable(error);
    }
  }
}

/** What a failed contact with the printer comes to. */
export function whyUnreachable(error: unknown): 'printer-unreachable' | 'printer-certificate' {
  return error instanceof Fault && error.code.startsWith('printer-certificate-')
    ? 'printer-certificate'
    : 'printer-unreachable';
}

const CANCELLED = 'cancelled' as const;

function notStarted(why: NotStarted): ReleaseResult {
  return { outcome: 'not-started', why };
}

function nothing(outcome: 'failed' | 'cancelled' | 'unknown'): PrintCount {
  return { outcome, impressions: 0, sheets: null, source: 'none', toReview: false };
}

function evidenceOf({ printer, pages, copies }: ActivityBegin, job: PrinterJob, after: PrinterState | null) {
  return { report: job.report, before: printer, after, pages, copies };
}
