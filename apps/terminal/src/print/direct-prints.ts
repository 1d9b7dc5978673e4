import {
  elapsed,
  minutes,
  retryDelay,
  seconds,
  type BootTime,
  type Cancel,
  type Clock,
  type JobId,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import type { ServerJob } from '@holdover/protocol';
import type { NewRun, PrintLine, RunEnd } from './print-line.ts';
import type { ServerJobs } from './server-jobs.ts';

export interface DirectPrintsOptions {
  readonly jobs: ServerJobs;
  readonly line: Pick<PrintLine, 'fillWith' | 'wake'>;
  readonly isConnected: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** What this device prints without anybody there (G1), while nobody at the panel waits and the server is there. */
export interface DirectPrints {
  /** The server rang, or is back. */
  look(): void;
  close(): void;
}

/** After a printer that was busy or away, or a server that did not answer. */
const AGAIN = seconds(10);
/** How long a job is left out whose document could not be had, by how often that was so. */
const POSTPONED: RetrySchedule = { first: seconds(5), most: minutes(10), factor: 2 };
/** A printer that says for so long that it prints is sent the job; it may take it beside the other. */
const BUSY_FOR = minutes(5);

export function createDirectPrints(options: DirectPrintsOptions): DirectPrints {
  return new ServersDirectPrints(options);
}

/** A job that could not begin by itself: the document of one must not stand in the way of all behind it. */
interface Failed {
  readonly tries: number;
  readonly at: BootTime;
}

/** Invariant: a job that did not begin is asked for again; of what the server lists, each is taken once a list. */
class ServersDirectPrints implements DirectPrints {
  readonly #options: DirectPrintsOptions;
  #left: readonly ServerJob[] = [];
  #failed: ReadonlyMap<JobId, Failed> = new Map();
  #busySince: BootTime | undefined;
  #looking = false;
  #looksAgain = false;
  #cancel: Cancel = () => undefined;
  #closed = false;

  constructor(options: DirectPrintsOptions) {
    this.#options = options;
    options.line.fillWith(() => this.#next());
  }

  look(): void {
    this.#cancel();
    if (this.#closed || !this.#options.isConnected()) return;
    if (this.#looking) {
      this.#looksAgain = true;
      return;
    }
    this.#looking = true;
    this.#options.jobs
      .ask({ of: 'device' })
      .then((answered) => {
        if (!answered) return this.#later();
        this.#left = this.#options.jobs.direct();
        const listed = new Set(this.#left.map(({ id }) => id));
        this.#failed = new Map([...this.#failed].filter(([id]) => listed.has(id)));
        if (this.#failed.size > 0) this.#later();
        this.#options.line.wake();
      })
      .catch((error: unknown) => this.#options.logger.error('Direct prints could not be asked for', { error }))
      .finally(() => {
        this.#looking = false;
        if (this.#looksAgain) this.look();
        this.#looksAgain = false;
      });
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  #next(): NewRun | undefined {
    if (this.#closed || !this.#options.isConnected()) return undefined;
    const next = this.#left.find(({ id }) => !this.#isPostponed(id));
    const job = next && this.#options.jobs.find(next.id);
    this.#left = this.#left.filter(({ id }) => id !== next?.id);
    if (next === undefined || job === undefined) return undefined;
    const user = { id: next.userId, userName: next.userName, color: next.mayColor };
    return {
      source: this.#options.jobs,
      job,
      by: { sessionId: null, user, mode: 'online' },
      whenBusy: this.#isBusyForLong() ? 'wait' : 'later',
      onEnd: (end) => this.#ended(next.id, end),
    };
  }

  #ended(id: JobId, end: RunEnd): void {
    if (end.outcome !== 'not-started') {
      this.#busySince = undefined;
      return;
    }
    if (end.why === 'gone' || end.why === 'taken' || end.why === 'cancelled') return;
    if (end.why === 'unreachable') this.#postpone(id);
    // In their order: what comes behind it waits for the device with it.
    else this.#left = [];
    if (end.why === 'busy') this.#busySince ??= this.#options.clock.boot();
    this.#later();
  }

  #postpone(id: JobId): void {
    const tries = (this.#failed.get(id)?.tries ?? 0) + 1;
    this.#failed = new Map(this.#failed).set(id, { tries, at: this.#options.clock.boot() });
  }

  #isPostponed(id: JobId): boolean {
    const failed = this.#failed.get(id);
    if (failed === undefined) return false;
    return elapsed(failed.at, this.#options.clock.boot()) < retryDelay(POSTPONED, failed.tries, 1);
  }

  #isBusyForLong(): boolean {
    return this.#busySince !== undefined && elapsed(this.#busySince, this.#options.clock.boot()) > BUSY_FOR;
  }

  #later(): void {
    this.#cancel();
    if (!this.#closed) this.#cancel = this.#options.clock.after(AGAIN, () => this.look());
  }
}
