import {
  accept,
  attr,
  changedTemplate,
  isTerminal,
  refuse,
  stringOf,
  type DocumentTicket,
  type JobChanges,
  type JobsPort,
  type JobTicket,
  type JobView,
  type Outcome,
} from '@holdover/ipp';
import { present, seconds, uuidv7, type Cancel, type Clock, type Entropy } from '@holdover/kernel';
import type { DeviceStateFile } from './device-state.ts';
import type { Engine } from './engine.ts';
import { viewOf, type DeviceJob } from './job.ts';
import type { Paper } from './paper.ts';

export interface DeviceJobsOptions {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly state: DeviceStateFile;
  readonly paper: Paper;
  readonly engine: Engine;
  /** The device says busy to whatever comes. */
  readonly isBusy: () => boolean;
}

/** As described in multiple-operation-time-out. */
const OPEN_FOR = seconds(60);
/** Finished jobs the device remembers. */
const REMEMBERED = 500;

/** The jobs of the device: received whole, then printed one after the other. */
export class DeviceJobs implements JobsPort {
  readonly #options: DeviceJobsOptions;
  readonly #jobs = new Map<number, DeviceJob>();
  /** Jobs made by Create-Job whose document has not come yet. */
  readonly #open = new Map<number, Cancel>();

  constructor(options: DeviceJobsOptions) {
    this.#options = options;
  }

  async check(): Promise<Outcome<void>> {
    return this.#options.isBusy() ? BUSY : accept(undefined);
  }

  async print(ticket: JobTicket, document: DocumentTicket): Promise<Outcome<JobView>> {
    if (this.#options.isBusy()) return BUSY;
    const job = await this.#create(ticket);
    return this.#receive(job, document);
  }

  async open(ticket: JobTicket): Promise<Outcome<JobView>> {
    if (this.#options.isBusy()) return BUSY;
    const job = await this.#create(ticket);
    this.#open.set(
      job.id,
      this.#options.clock.after(OPEN_FOR, () => this.#abandon(job, 'job-incoming')),
    );
    return accept(viewOf(job));
  }

  async addDocument(id: number, document: DocumentTicket, last: boolean): Promise<Outcome<JobView>> {
    const job = this.#jobs.get(id);
    const timer = this.#open.get(id);
    if (job === undefined || timer === undefined) return NOT_OPEN;
    if (!last) return refuse('server-error-multiple-document-jobs-not-supported', 'one document a job');
    timer();
    this.#open.delete(id);
    return this.#receive(job, document);
  }

  async close(id: number): Promise<Outcome<JobView>> {
    const job = this.#jobs.get(id);
    const timer = this.#open.get(id);
    if (job === undefined || timer === undefined) return NOT_OPEN;
    timer();
    this.#open.delete(id);
    this.#abandon(job, 'aborted-by-system');
    return accept(viewOf(job));
  }

  async find(id: number): Promise<JobView | undefined> {
    const job = this.#jobs.get(id);
    return job === undefined ? undefined : viewOf(job);
  }

  async list(): Promise<readonly JobView[]> {
    return [...this.#jobs.values()].map(viewOf);
  }

  async cancel(id: number): Promise<Outcome<void>> {
    const job = present(this.#jobs.get(id), 'the job to cancel');
    if (isTerminal(job.state)) return refuse('client-error-not-possible', 'the job is over');
    this.#options.engine.cancel(job);
    if (this.#options.engine.current !== job) {
      this.#open.get(id)?.();
      this.#open.delete(id);
      this.#end(job, 'canceled', 'job-canceled-by-user');
      await this.#options.paper.discard(job);
    }
    return accept(undefined);
  }

  async hold(id: number, until: string): Promise<Outcome<void>> {
    const job = present(this.#jobs.get(id), 'the job to hold');
    if (job.state !== 'pending' && job.state !== 'pending-held') return TOO_LATE;
    job.template = changedTemplate(job.template, { template: [attr.keyword('job-hold-until', until)], deleted: [] });
    if (job.document !== undefined) this.#proceed(job);
    return accept(undefined);
  }

  async release(id: number): Promise<Outcome<void>> {
    const job = present(this.#jobs.get(id), 'the job to release');
    if (!isHeld(job)) return refuse('client-error-not-possible', 'the job is not held');
    job.template = changedTemplate(job.template, { template: [], deleted: ['job-hold-until'] });
    if (job.document !== undefined) this.#proceed(job);
    return accept(undefined);
  }

  async setAttributes(id: number, changes: JobChanges): Promise<Outcome<void>> {
    const job = present(this.#jobs.get(id), 'the job to change');
    if (job.state !== 'pending' && job.state !== 'pending-held') return TOO_LATE;
    job.name = changes.name ?? job.name;
    job.template = changedTemplate(job.template, changes);
    if (job.document !== undefined) this.#proceed(job);
    return accept(undefined);
  }

  /** The device goes off: nobody waits for documents any more. */
  forgetOpen(): void {
    for (const cancel of this.#open.values()) cancel();
    this.#open.clear();
  }

  async #create(ticket: JobTicket): Promise<DeviceJob> {
    const { clock, entropy, state } = this.#options;
    const id = state.now.nextJobId;
    await state.change((now) => ({ ...now, nextJobId: now.nextJobId + 1 }));
    const job: DeviceJob = {
      id,
      uuid: uuidv7(clock.wall(), entropy),
      name: ticket.name,
      userName: ticket.userName,
      template: ticket.template,
      createdAt: clock.wall(),
      state: 'pending-held',
      reasons: ['job-incoming'],
      processingAt: undefined,
      completedAt: undefined,
      document: undefined,
      impressionsCompleted: 0,
      sheetsCompleted: 0,
    };
    this.#jobs.set(id, job);
    this.#forget();
    return job;
  }

  async #receive(job: DeviceJob, document: DocumentTicket): Promise<Outcome<JobView>> {
    const { paper } = this.#options;
    try {
      job.document = await paper.receive(job.id, document);
    } catch (error) {
      this.#abandon(job, 'aborted-by-system');
      await paper.discard(job);
      throw error;
    }
    if (isTerminal(job.state)) return refuse('server-error-job-canceled', 'the job was canceled');
    if (job.document.bytes === 0) {
      this.#abandon(job, 'aborted-by-system');
      await paper.discard(job);
      return refuse('client-error-document-format-error', 'the document is empty');
    }
    this.#proceed(job);
    return accept(viewOf(job));
  }

  /** A whole job waits for paper, or for whoever held it. */
  #proceed(job: DeviceJob): void {
    const { engine } = this.#options;
    engine.withdraw(job);
    job.state = isHeld(job) ? 'pending-held' : 'pending';
    job.reasons = isHeld(job) ? ['job-hold-until-specified'] : [];
    if (!isHeld(job)) engine.submit(job);
  }

  #abandon(job: DeviceJob, reason: string): void {
    this.#open.delete(job.id);
    if (!isTerminal(job.state)) this.#end(job, 'aborted', reason);
  }

  #end(job: DeviceJob, state: 'canceled' | 'aborted', reason: string): void {
    job.state = state;
    job.reasons = [reason];
    job.completedAt = this.#options.clock.wall();
  }

  #forget(): void {
    for (const job of this.#jobs.values()) {
      if (this.#jobs.size <= REMEMBERED) return;
      if (isTerminal(job.state)) this.#jobs.delete(job.id);
    }
  }
}

/** Times of the day are not kept by a device without a clock of its own: whatever holds does so until it is released. */
function isHeld(job: DeviceJob): boolean {
  return (stringOf(job.template, 'job-hold-until') ?? 'no-hold') !== 'no-hold';
}

const TOO_LATE = refuse('client-error-not-possible', 'the job is printing, or over');
const BUSY = refuse('server-error-busy', 'the device is busy');
const NOT_OPEN = refuse('client-error-not-possible', 'the job takes no more documents');
