import { milliseconds, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Obstacle } from './device-fault.ts';
import type { DeviceStateFile } from './device-state.ts';
import { pagesToPrint, printsInColor, priorityOf, ticketOf, type DeviceJob } from './job.ts';
import type { Paper } from './paper.ts';

export interface EngineOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly paper: Paper;
  readonly state: DeviceStateFile;
  readonly color: boolean;
  readonly pagesPerMinute: number;
  /** Called after each page with the pages of this job so far; the device may break here. */
  readonly afterPage: (job: DeviceJob) => void;
}

/**
 * The part that moves paper: one job at a time, page by page, copies collated.
 * Invariant: a page counts in the life of the device (state.json, durable) before its job shows it.
 */
export class Engine {
  readonly #options: EngineOptions;
  readonly #queue: DeviceJob[] = [];
  #current: DeviceJob | undefined;
  #pause: Cancel | undefined;
  #obstacle: Obstacle | undefined;
  #paused = false;
  #stopped = false;
  #run: Promise<void> = Promise.resolve();
  #wake: (() => void) | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  get current(): DeviceJob | undefined {
    return this.#current;
  }

  /** Paused by an operator: the job in print goes on after `resume`. */
  get paused(): boolean {
    return this.#paused;
  }

  get obstacle(): Obstacle | undefined {
    return this.#obstacle;
  }

  /** The job is whole; it is printed when those before it are done: of higher priority, or as high and earlier. */
  submit(job: DeviceJob): void {
    const after = this.#queue.findIndex((other) => priorityOf(other) < priorityOf(job));
    this.#queue.splice(after < 0 ? this.#queue.length : after, 0, job);
    if (this.#current === undefined) this.#next();
  }

  /** Takes a waiting job out. @returns whether it was waiting */
  withdraw(job: DeviceJob): boolean {
    const at = this.#queue.indexOf(job);
    if (at >= 0) this.#queue.splice(at, 1);
    return at >= 0;
  }

  /** Takes a waiting job out; one in print ends after the page that moves. */
  cancel(job: DeviceJob): void {
    if (this.withdraw(job)) return;
    job.reasons = ['processing-to-stop-point'];
    this.#wake?.();
  }

  /** The job in print goes on once there is none. */
  setObstacle(obstacle: Obstacle | undefined): void {
    this.#obstacle = obstacle;
    this.#standOrGoOn();
  }

  setPaused(paused: boolean): void {
    this.#paused = paused;
    this.#standOrGoOn();
    if (!paused && this.#current === undefined) this.#next();
  }

  #standOrGoOn(): void {
    const stands = this.#stands();
    if (this.#current !== undefined) {
      this.#current.state = stands ? 'processing-stopped' : 'processing';
      this.#current.reasons = stands ? ['printer-stopped'] : ['job-printing'];
    }
    if (!stands) this.#wake?.();
  }

  #stands(): boolean {
    return this.#obstacle !== undefined || this.#paused;
  }

  /** Nothing moves after this; resolves when the page in hand is down. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#pause?.();
    this.#wake?.();
    await this.#run;
  }

  #next(): void {
    const job = this.#paused ? undefined : this.#queue.shift();
    this.#current = job;
    if (job === undefined || this.#stopped) return;
    this.#run = this.#print(job).then(
      () => this.#next(),
      (error: unknown) => {
        this.#options.logger.error('Printing failed', { job: job.id, error: describeError(error) });
        job.state = 'aborted';
        job.reasons = ['aborted-by-system'];
        this.#next();
      },
    );
  }

  async #print(job: DeviceJob): Promise<void> {
    const { clock, color, paper } = this.#options;
    const { copies, sides } = ticketOf(job.template, color);
    job.state = this.#stands() ? 'processing-stopped' : 'processing';
    job.reasons = this.#stands() ? ['printer-stopped'] : ['job-printing'];
    job.processingAt = clock.wall();
    const pages = pagesToPrint(job);
    for (let copy = 0; copy < copies && !this.#ends(job); copy++) {
      for (let page = 1; page <= pages && !this.#ends(job); page++) {
        await this.#paper(job);
        await this.#page(job, sides === 'one-sided' || page % 2 === 1);
      }
    }
    if (this.#stopped) return;
    const outcome = isToStop(job) ? 'canceled' : 'completed';
    job.completedAt = clock.wall();
    // Whoever sees the job over finds its line and its document.
    if (outcome === 'canceled' && job.impressionsCompleted === 0) await paper.discard(job);
    else await paper.deliver(job, outcome, job.completedAt);
    job.state = outcome;
    job.reasons = [outcome === 'canceled' ? 'job-canceled-by-user' : 'job-completed-successfully'];
  }

  async #page(job: DeviceJob, newSheet: boolean): Promise<void> {
    const { color, pagesPerMinute, state } = this.#options;
    await this.#wait(60_000 / pagesPerMinute);
    if (this.#ends(job)) return;
    const inColor = printsInColor(job, color);
    await state.change((now) => ({
      ...now,
      impressions: now.impressions + 1,
      colorImpressions: now.colorImpressions + (inColor ? 1 : 0),
      sheets: now.sheets + (newSheet ? 1 : 0),
    }));
    job.impressionsCompleted += 1;
    if (newSheet) job.sheetsCompleted += 1;
    this.#options.afterPage(job);
  }

  #ends(job: DeviceJob): boolean {
    return this.#stopped || isToStop(job);
  }

  /** Waits until paper can move, and nobody has paused the device. */
  async #paper(job: DeviceJob): Promise<void> {
    while (this.#stands() && !this.#ends(job)) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #wait(ms: number): Promise<void> {
    if (ms < 1) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(milliseconds(ms), resolve);
      this.#pause = () => {
        cancel();
        resolve();
      };
    });
  }
}

function isToStop(job: DeviceJob): boolean {
  return job.reasons.includes('processing-to-stop-point');
}
