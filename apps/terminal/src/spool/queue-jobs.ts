import {
  accept,
  changedTemplate,
  refuse,
  type DocumentTicket,
  type JobChanges,
  type JobsPort,
  type JobState,
  type JobTicket,
  type JobView,
  type Outcome,
} from '@holdover/ipp';
import { present, seconds, type Cancel, type Clock, type JobId } from '@holdover/kernel';
import { copiesOf, formatFor } from '../print/waiting-job.ts';
import type { SpoolJob } from './spool-job.ts';
import type { Spool } from './spool.ts';

/** How a job in the spool stands with the printer; undefined while it waits for its owner. */
export interface ReleaseProgress {
  readonly state: 'printing' | 'printed' | 'cancelled' | 'failed';
  readonly impressions: number;
  readonly sheets: number;
}

export interface QueueJobsOptions {
  readonly spool: Spool;
  readonly clock: Clock;
  readonly progressOf: (id: JobId) => ReleaseProgress | undefined;
  /** G4: stops a job that prints, or waits to. */
  readonly cancelRelease: (id: JobId) => void;
  /** What the device takes; none while nobody knows. */
  readonly formats: () => readonly string[];
}

/** As described in multiple-operation-time-out. */
const OPEN_FOR = seconds(60);
/** Jobs that are gone, for clients that ask how theirs ended. */
const REMEMBERED = 200;

export interface QueueJobs extends JobsPort {
  /** The queue ends; what it holds stays in the spool. */
  stop(): void;
}

export function createQueueJobs(options: QueueJobsOptions): QueueJobs {
  return new SpoolQueueJobs(options);
}

/** The spool as the jobs of an IPP printer. A job waits `pending-held` until its owner is at the device (G7). */
class SpoolQueueJobs implements QueueJobs {
  readonly #options: QueueJobsOptions;
  readonly #timers = new Map<number, Cancel>();
  readonly #gone = new Map<number, JobView>();
  readonly #unsubscribe: Cancel;

  constructor(options: QueueJobsOptions) {
    this.#options = options;
    this.#unsubscribe = options.spool.subscribe(({ before, after }) => {
      if (before !== undefined && after === undefined) this.#left(before);
    });
  }

  async check(): Promise<Outcome<void>> {
    return this.#options.spool.room();
  }

  async print(ticket: JobTicket, document: DocumentTicket): Promise<Outcome<JobView>> {
    const opened = this.#open(ticket);
    return opened.ok ? this.#receive(opened.value, document) : opened;
  }

  async open(ticket: JobTicket): Promise<Outcome<JobView>> {
    const opened = this.#open(ticket);
    if (!opened.ok) return opened;
    const { id, number } = opened.value;
    this.#options.spool.announce(id);
    this.#timers.set(
      number,
      this.#options.clock.after(OPEN_FOR, () => {
        this.#timers.delete(number);
        this.#end(number, 'aborted', 'aborted-by-system').catch(() => undefined);
      }),
    );
    return accept(this.#viewOf(present(this.#options.spool.find(id), 'the job just opened')));
  }

  async addDocument(number: number, document: DocumentTicket, last: boolean): Promise<Outcome<JobView>> {
    if (!last) return refuse('server-error-multiple-document-jobs-not-supported', 'one document a job');
    const job = this.#takeOpen(number);
    return job === undefined ? NOT_OPEN : this.#receive(job, document);
  }

  async close(number: number): Promise<Outcome<JobView>> {
    const job = this.#takeOpen(number);
    if (job === undefined) return NOT_OPEN;
    await this.#end(number, 'aborted', 'aborted-by-system');
    return accept(present(await this.find(number), 'the job just closed'));
  }

  async find(number: number): Promise<JobView | undefined> {
    const job = this.#options.spool.findByNumber(number);
    return job === undefined ? this.#gone.get(number) : this.#viewOf(job);
  }

  async list(): Promise<readonly JobView[]> {
    const here = this.#options.spool.all().map((job) => this.#viewOf(job));
    return [...this.#gone.values(), ...here].toSorted((a, b) => a.id - b.id);
  }

  async countBefore({ id }: JobView): Promise<number> {
    return this.#options.spool.countBefore(id);
  }

  async countUnfinished(): Promise<number> {
    return this.#options.spool.size();
  }

  async cancel(number: number): Promise<Outcome<void>> {
    const job = this.#options.spool.findByNumber(number);
    if (job === undefined) return refuse('client-error-not-possible', 'the job is over');
    if (job.release !== null) {
      this.#options.cancelRelease(job.id);
      return accept(undefined);
    }
    this.#timers.get(number)?.();
    this.#timers.delete(number);
    await this.#end(number, 'canceled', 'job-canceled-by-user');
    return accept(undefined);
  }

  /** Every job here is held already: for its owner, not until a time. */
  async hold(number: number): Promise<Outcome<void>> {
    return this.#isWaiting(number) ? accept(undefined) : TOO_LATE;
  }

  /** RFC 8011 §4.3.6: nothing but its owner at the device lets a job go on. */
  async release(number: number): Promise<Outcome<void>> {
    return this.#isWaiting(number) ? refuse('client-error-not-possible', 'the job waits for its owner') : TOO_LATE;
  }

  async setAttributes(number: number, changes: JobChanges): Promise<Outcome<void>> {
    const job = this.#options.spool.findByNumber(number);
    if (job?.state !== 'held' || job.release !== null) return TOO_LATE;
    const name = changes.name ?? job.name;
    this.#options.spool.change(job.id, { name, template: changedTemplate(job.template, changes) });
    return accept(undefined);
  }

  #isWaiting(number: number): boolean {
    return this.#options.spool.findByNumber(number)?.release === null;
  }

  stop(): void {
    this.#unsubscribe();
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
  }

  #open(ticket: JobTicket): Outcome<SpoolJob> {
    const room = this.#options.spool.room();
    if (!room.ok) return room;
    return accept(
      this.#options.spool.open({ ownerName: ticket.userName, name: ticket.name, template: ticket.template }),
    );
  }

  async #receive(job: SpoolJob, document: DocumentTicket): Promise<Outcome<JobView>> {
    const held = await this.#options.spool.receive(job.id, document);
    if (!held.ok) return held;
    const { format, number } = held.value;
    const formats = this.#options.formats();
    // What was declared the printer object has checked; this is what was found.
    if (formatFor(format ?? document.format, formats) !== undefined) return accept(this.#viewOf(held.value));
    await this.#end(number, 'aborted', 'unsupported-document-format');
    const message = `the document is ${format}; the device takes ${formats.join(', ')}`;
    return refuse('client-error-document-format-not-supported', message);
  }

  #takeOpen(number: number): SpoolJob | undefined {
    const timer = this.#timers.get(number);
    if (timer === undefined) return undefined;
    timer();
    this.#timers.delete(number);
    return this.#options.spool.findByNumber(number);
  }

  async #end(number: number, state: JobState, reason: string): Promise<void> {
    const job = this.#options.spool.findByNumber(number);
    if (job === undefined) return;
    this.#remember({ ...this.#viewOf(job), state, stateReasons: [reason] });
    await this.#options.spool.remove(job.id);
  }

  /** Whatever left the spool without a word of this queue was printed, deleted at the panel, or grew too old. */
  #left(job: SpoolJob): void {
    const neverWhole = job.state === 'incoming';
    if (this.#gone.has(job.number) || neverWhole) return;
    const printed = job.release !== null;
    this.#remember({
      ...this.#viewOf(job),
      state: printed ? 'completed' : 'canceled',
      stateReasons: [printed ? 'job-completed-successfully' : 'job-canceled-at-device'],
    });
  }

  #remember(view: JobView): void {
    this.#gone.set(view.id, { ...view, completedAt: this.#options.clock.wall() });
    const [oldest] = this.#gone.keys();
    if (this.#gone.size > REMEMBERED && oldest !== undefined) this.#gone.delete(oldest);
  }

  #viewOf(job: SpoolJob): JobView {
    const progress = this.#options.progressOf(job.id);
    const printing = job.release !== null;
    return {
      id: job.number,
      // `job_` and a UUID.
      uuid: job.id.slice('job_'.length),
      name: job.name,
      userName: job.ownerName,
      state: printing ? 'processing' : 'pending-held',
      stateReasons: [printing ? 'job-printing' : job.state === 'incoming' ? 'job-incoming' : 'job-release-wait'],
      createdAt: job.createdAt,
      bytes: job.bytes,
      documents: job.state === 'incoming' ? 0 : 1,
      documentFormat: job.format ?? undefined,
      documentName: job.documentName ?? undefined,
      impressions: job.pages === null ? undefined : job.pages * copiesOf(job),
      impressionsCompleted: progress?.impressions ?? 0,
      sheetsCompleted: progress?.sheets ?? 0,
      template: job.template,
    };
  }
}

const TOO_LATE = refuse('client-error-not-possible', 'the job is printing, or over');
const NOT_OPEN = refuse('client-error-not-possible', 'the job takes no more documents');
