import { attr, createIppClient, type Attribute, type IppClient, type IppTransport } from '@holdover/ipp';
import { mayResend, recoverPrint, type PrinterState } from '@holdover/journal';
import { Fault, minutes, seconds, type ActivityId, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ActivityBegin, ActivityJournal } from '../journal/activity-journal.ts';
import type { JobSession } from '../panel-api/jobs-port.ts';
import { colorOf, copiesOf, sidesOf, type SpoolJob } from '../spool/spool-job.ts';
import type { Spool } from '../spool/spool.ts';
import { countPrint, type PrintCount } from './count-print.ts';
import { follow, wait, type Following } from './follow.ts';
import { askState, findJob, isOver, type PrinterJob } from './printer-link.ts';

export interface ReleaseOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  readonly spool: Spool;
  readonly journal: Pick<ActivityJournal, 'recordBegin' | 'recordEnd'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface Progress {
  readonly impressions: number;
  readonly sheets: number;
}

/** `not-started` nothing was recorded and nothing sent: the printer could not be reached. */
export type ReleaseResult = PrintCount | { readonly outcome: 'not-started' };

export interface Release {
  readonly done: Promise<ReleaseResult>;
  /** Stops it as soon as may be: before it is sent, on its way, or at the printer after the page that moves. */
  cancel(): void;
}

/** What became of sending. `lost` bytes may have been taken, and nobody said so. */
type Sent =
  | { readonly sent: 'accepted'; readonly number: number }
  | { readonly sent: 'refused' | 'cancelled' }
  | { readonly sent: 'lost' };

/** A printer that does one job at a time is asked again this often, this long. */
const RETRY = seconds(2);
const RETRY_FOR = minutes(5);
const RETRYABLE: ReadonlySet<string> = new Set([
  'server-error-busy',
  'server-error-temporary-error',
  'server-error-service-unavailable',
  'server-error-too-many-jobs',
]);

/**
 * Prints one held job (architecture.md, flow 4).
 * Invariant: the beginning is in the journal, with the printer's counters, before the first byte is sent (F1, F4); the
 * outcome is there before the job leaves the spool; the job is sent again only if no byte was accepted.
 */
export function release(
  options: ReleaseOptions,
  session: JobSession,
  job: SpoolJob,
  progress: (now: Progress) => void,
): Release {
  const run = new ReleaseRun(options, session, job, progress);
  return { done: run.run(), cancel: () => run.cancel() };
}

class ReleaseRun {
  readonly #options: ReleaseOptions;
  readonly #session: JobSession;
  readonly #job: SpoolJob;
  readonly #client: IppClient;
  readonly #following: Following;

  constructor(options: ReleaseOptions, session: JobSession, job: SpoolJob, progress: (now: Progress) => void) {
    this.#options = options;
    this.#session = session;
    this.#job = job;
    this.#client = createIppClient({
      transport: options.transport,
      printerUri: options.printerUri,
      userName: session.user.userName,
    });
    this.#following = { client: this.#client, clock: options.clock, progress, cancelled: false };
  }

  cancel(): void {
    this.#following.cancelled = true;
  }

  async run(): Promise<ReleaseResult> {
    const { journal, spool, logger } = this.#options;
    const before = await this.#state();
    if (before === 'unreachable' || this.#following.cancelled) return { outcome: 'not-started' };
    const begin = this.#begin(before);
    const activityId = await journal.recordBegin(begin);
    const sent = await this.#sendHeld(activityId);
    const found = await this.#outcome(activityId, begin, sent);
    // Whoever cancels and gets what the printer calls a failure has cancelled.
    const end = this.#following.cancelled && found.outcome === 'failed' ? { ...found, outcome: CANCELLED } : found;
    spool.noteOutcome(this.#job.id, end.outcome === 'completed');
    await journal.recordEnd(activityId, { mode: this.#session.mode, color: begin.color, ...end });
    await spool.endRelease(this.#job.id);
    logger.info('A job was released', { activity: activityId, outcome: end.outcome, impressions: end.impressions });
    return end;
  }

  #begin(printer: PrinterState | null): ActivityBegin {
    return {
      mode: this.#session.mode,
      userId: this.#session.user.id,
      sessionId: this.#session.id,
      kind: 'print',
      pages: this.#job.pages,
      copies: copiesOf(this.#job),
      color: this.#session.user.color && colorOf(this.#job) !== 'no',
      sides: sidesOf(this.#job),
      printer,
    };
  }

  async #sendHeld(activityId: ActivityId): Promise<Sent> {
    const { spool } = this.#options;
    // It may have been canceled by its sender, or grown too old, while the printer was asked.
    if (spool.find(this.#job.id) === undefined) return { sent: 'cancelled' };
    spool.beginRelease(this.#job.id, activityId, this.#session.user.userName);
    return this.#send(activityId);
  }

  /** F4d: again and again while the printer takes nothing of it; never after it may have. */
  async #send(activityId: ActivityId): Promise<Sent> {
    const { clock, logger } = this.#options;
    const start = clock.boot();
    for (;;) {
      try {
        const answer = await this.#client.printJob(this.#printJob(activityId));
        const number = answer.job.find(({ name }) => name === 'job-id')?.values[0];
        if (answer.ok && number?.syntax === 'integer') return { sent: 'accepted', number: number.value };
        if (answer.ok) return { sent: 'lost' };
        logger.warn('The printer refused a job', { activity: activityId, status: answer.status ?? answer.code });
        if (!RETRYABLE.has(answer.status ?? '')) return { sent: 'refused' };
      } catch (error) {
        const neverReached = error instanceof Fault && error.code === 'printer-unreachable';
        logger.warn('Sending a job failed', { activity: activityId, error: describeError(error) });
        if (!mayResend(neverReached ? 0 : 'unknown')) return { sent: 'lost' };
      }
      if (this.#following.cancelled) return { sent: 'cancelled' };
      if (clock.boot() - start > RETRY_FOR) return { sent: 'refused' };
      await wait(clock, RETRY);
    }
  }

  #printJob(activityId: ActivityId): Parameters<IppClient['printJob']>[0] {
    return {
      // F4: the id is all the printer learns; a document's name would stay in its list for everybody.
      name: activityId,
      format: this.#job.format ?? 'application/octet-stream',
      template: this.#template(),
      document: this.#document(),
    };
  }

  /** G5: what might be in colour is printed in black for who may not. */
  #template(): readonly Attribute[] {
    if (this.#session.user.color || colorOf(this.#job) === 'no') return this.#job.template;
    const others = this.#job.template.filter(({ name }) => name !== 'print-color-mode');
    return [...others, attr.keyword('print-color-mode', 'monochrome')];
  }

  async *#document(): AsyncGenerator<Uint8Array> {
    for await (const chunk of this.#options.spool.document(this.#job.id)) {
      if (this.#following.cancelled) throw stopped();
      yield chunk;
    }
  }

  async #outcome(activityId: ActivityId, begin: ActivityBegin, sent: Sent): Promise<PrintCount> {
    if (sent.sent === 'refused') return nothing('failed');
    if (sent.sent === 'cancelled') return nothing('cancelled');
    const job = sent.sent === 'accepted' ? await follow(this.#following, sent.number) : await this.#lookFor(activityId);
    const state = await this.#state();
    const after = state === 'unreachable' ? null : state;
    if (job !== null && job !== 'none' && isOver(job)) {
      const { pages, copies, printer } = begin;
      return countPrint({ report: job.report, before: printer, after, pages, copies });
    }
    const report = job === null ? null : job === 'none' ? { found: false as const } : job.report;
    const recovery = recoverPrint({ begin, printerNow: after, job: report });
    // It was followed as long as anybody may wait: what it does from here on, the counters will show.
    if (recovery.next === 'follow') return { ...nothing('unknown'), toReview: true };
    const { next: _, ...settled } = recovery;
    return settled;
  }

  /** After a lost connection: the printer may have made a job of what it got. */
  async #lookFor(activityId: ActivityId): Promise<PrinterJob | 'none' | null> {
    const found = await findJob(this.#client, activityId).catch(() => null);
    if (found === null || found === 'none' || isOver(found)) return found;
    return follow(this.#following, found.number);
  }

  async #state(): Promise<PrinterState | null | 'unreachable'> {
    try {
      return await askState(this.#client);
    } catch {
      return 'unreachable';
    }
  }
}

const CANCELLED = 'cancelled' as const;

function nothing(outcome: 'failed' | 'cancelled' | 'unknown'): PrintCount {
  return { outcome, impressions: 0, sheets: null, source: 'none', toReview: false };
}

function stopped(): Fault {
  return new Fault({ owner: 'cancelled', code: 'print-cancelled', message: 'the print was cancelled' });
}
