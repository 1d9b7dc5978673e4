import {
  elapsed,
  minutes,
  type ActivityId,
  type BootTime,
  type Cancel,
  type Duration,
  type JobId,
  type UserId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ReleaseProgress } from '../spool/queue-jobs.ts';
import type { Progress } from './follow.ts';
import type { WaitsFor } from './printer-link.ts';
import {
  release,
  type PrintFor,
  type Release,
  type ReleaseOptions,
  type ReleaseRequest,
  type ReleaseResult,
} from './release.ts';

/** How far a release is, as people see it. */
export interface RunProgress extends ReleaseProgress {
  readonly waitsFor: WaitsFor | undefined;
}

/** `failed` the terminal could not do it, and does not know what is on paper. */
export type RunEnd = ReleaseResult | { readonly outcome: 'broken' };

export interface NewRun extends Pick<ReleaseRequest, 'source' | 'job' | 'by' | 'copy' | 'whenBusy'> {
  readonly onEnd: (end: RunEnd) => void;
}

/** A job that was asked for, and how far it is. */
export interface Run {
  readonly job: ReleaseRequest['job'];
  readonly by: PrintFor;
  readonly progress: RunProgress;
}

export interface PrintLineOptions extends ReleaseOptions {
  /** F4: settles what a power loss left open; true when nothing is. */
  readonly recover: () => Promise<boolean>;
  readonly onProgress: (activity: ActivityId, progress: RunProgress) => void;
  readonly onChanged: () => void;
}

/** What prints at this device, one after the other. */
export interface PrintLine {
  print(run: NewRun): Run;
  /** What is printed while nobody at the panel waits: asked whenever a turn is free. */
  fillWith(next: () => NewRun | undefined): void;
  /** There may be something to fill with. */
  wake(): void;
  runOf(id: JobId): Run | undefined;
  cancel(id: JobId): void;
  cancelActivity(id: ActivityId): void;
  /** B7: nothing more of this user is started. */
  stop(user: UserId): void;
  /** How long nothing of ours has printed; undefined while something does, or may. */
  idleFor(): Duration | undefined;
  /** Releases begun so far. */
  turns(): number;
  /** Resolves when the job in print is over and nothing waits. */
  idle(): Promise<void>;
  /** The program ends: what is open is settled at the next start (F4). */
  close(): void;
}

interface Turn extends Run, NewRun {
  progress: RunProgress;
  release: Release | undefined;
  isCancelled: boolean;
}

/** How often what is open is settled again, while the printer or the disk forbids it. */
const RECOVER_EVERY = minutes(1);

const BEGINNING: RunProgress = { state: 'printing', impressions: 0, sheets: 0, waitsFor: undefined };

export function createPrintLine(options: PrintLineOptions): PrintLine {
  return new DevicePrintLine(options);
}

/** Invariant: at most one release runs, and none before what a power loss left open is settled. */
class DevicePrintLine implements PrintLine {
  readonly #options: PrintLineOptions;
  readonly #waiting: Turn[] = [];
  #current: Turn | undefined;
  #next: () => NewRun | undefined = () => undefined;
  #working: Promise<void> | undefined;
  #recovered = false;
  #turns = 0;
  #idleSince: BootTime;
  #cancelRecovery: Cancel = () => undefined;
  #closed = false;

  constructor(options: PrintLineOptions) {
    this.#options = options;
    this.#idleSince = options.clock.boot();
  }

  print(run: NewRun): Run {
    const turn = turnOf(run);
    this.#waiting.push(turn);
    this.wake();
    return turn;
  }

  fillWith(next: () => NewRun | undefined): void {
    this.#next = next;
  }

  wake(): void {
    if (!this.#closed) this.#working ??= this.#work();
  }

  runOf(id: JobId): Run | undefined {
    return this.#turnsNow().find(({ job }) => job.id === id);
  }

  cancel(id: JobId): void {
    for (const turn of this.#turnsNow()) if (turn.job.id === id) stop(turn);
  }

  cancelActivity(id: ActivityId): void {
    if (this.#current?.release?.activityId === id) stop(this.#current);
  }

  stop(user: UserId): void {
    for (const turn of this.#turnsNow()) if (turn.by.user.id === user) stop(turn);
  }

  idleFor(): Duration | undefined {
    const isBusy = this.#current !== undefined || this.#waiting.length > 0 || !this.#recovered;
    return isBusy ? undefined : elapsed(this.#idleSince, this.#options.clock.boot());
  }

  turns(): number {
    return this.#turns;
  }

  async idle(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#closed = true;
    this.#cancelRecovery();
  }

  #turnsNow(): readonly Turn[] {
    return this.#current === undefined ? this.#waiting : [this.#current, ...this.#waiting];
  }

  async #work(): Promise<void> {
    await this.#recover();
    for (let turn = this.#take(); turn !== undefined; turn = this.#take()) {
      await this.#serve(turn);
      this.#options.onChanged();
    }
    this.#working = undefined;
    this.#idleSince = this.#options.clock.boot();
    if (!this.#recovered && !this.#closed) this.#recoverLater();
  }

  /** Who stands at the panel goes first. */
  #take(): Turn | undefined {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) return (this.#current = waiting);
    const next = this.#recovered && !this.#closed ? this.#next() : undefined;
    return (this.#current = next && turnOf(next));
  }

  async #serve(turn: Turn): Promise<void> {
    let end: RunEnd;
    try {
      await this.#recover();
      end = await this.#print(turn);
    } catch (error) {
      this.#options.logger.error('A release failed', { job: turn.job.id, error: describeError(error) });
      end = { outcome: 'broken' };
      // It may be on paper without its outcome in the journal: as after a power loss.
      this.#recovered = false;
    }
    turn.progress = progressAt(end, turn);
    this.#current = undefined;
    turn.onEnd(end);
  }

  async #print(turn: Turn): Promise<RunEnd> {
    if (turn.isCancelled) return { outcome: 'not-started', why: 'cancelled' };
    if (!this.#recovered) return { outcome: 'not-started', why: 'printer-unreachable' };
    this.#turns += 1;
    const running = release(this.#options, { ...turn, progress: (now) => this.#progress(turn, now) });
    turn.release = running;
    return running.done;
  }

  #progress(turn: Turn, { impressions, sheets, waitsFor }: Progress): void {
    if (impressions === turn.progress.impressions && waitsFor === turn.progress.waitsFor) return;
    turn.progress = { state: 'printing', impressions, sheets, waitsFor };
    if (turn.release !== undefined) this.#options.onProgress(turn.release.activityId, turn.progress);
    this.#options.onChanged();
  }

  async #recover(): Promise<void> {
    try {
      this.#recovered ||= await this.#options.recover();
    } catch (error) {
      this.#options.logger.error('Settling interrupted activities failed', { error: describeError(error) });
    }
  }

  #recoverLater(): void {
    this.#cancelRecovery();
    this.#cancelRecovery = this.#options.clock.after(RECOVER_EVERY, () => this.wake());
  }
}

function turnOf(run: NewRun): Turn {
  return { ...run, progress: BEGINNING, release: undefined, isCancelled: false };
}

function stop(turn: Turn): void {
  turn.isCancelled = true;
  turn.release?.cancel();
}

const WORDS = { completed: 'printed', cancelled: 'cancelled', failed: 'failed', unknown: 'failed' } as const;

function progressAt(end: RunEnd, { isCancelled, progress }: Turn): RunProgress {
  const { impressions, sheets } = progress;
  switch (end.outcome) {
    case 'not-started':
    case 'broken':
      return { state: isCancelled ? 'cancelled' : 'failed', impressions, sheets, waitsFor: undefined };
    default:
      return {
        state: WORDS[end.outcome],
        impressions: end.impressions,
        sheets: end.sheets ?? 0,
        waitsFor: undefined,
      };
  }
}
