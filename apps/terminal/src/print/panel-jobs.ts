import type { PanelJob, UnavailableReason } from '@holdover/api';
import type { IppClient } from '@holdover/ipp';
import {
  minutes,
  toRfc3339,
  type Cancel,
  type Clock,
  type Instant,
  type JobId,
  type Logger,
  type UserId,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { HeldUser } from '@holdover/protocol';
import type { JobOutcome, JobSession, JobsPort } from '../panel-api/jobs-port.ts';
import type { ReleaseProgress } from '../spool/queue-jobs.ts';
import { colorOf, copiesOf, type SpoolJob } from '../spool/spool-job.ts';
import type { Spool } from '../spool/spool.ts';
import { askState } from './printer-link.ts';
import { createOfflinePages, type OfflinePages } from './offline-pages.ts';
import { release, type Release, type ReleaseOptions } from './release.ts';

export interface PanelJobsOptions extends ReleaseOptions {
  readonly spool: Spool;
  readonly client: IppClient;
  /** F4: settles what a power loss left open; true when nothing is. */
  readonly recover: () => Promise<boolean>;
  readonly clock: Clock;
  /** F5: pages a session may print offline; null: as many as it likes. */
  readonly offlinePageLimit?: () => number | null;
  /** Trusted time, for ages. */
  readonly now: () => Instant;
  readonly logger: Logger;
}

export interface PanelJobs extends JobsPort {
  progressOf(id: JobId): ReleaseProgress | undefined;
  /** By its sender, at the queue. */
  cancelRelease(id: JobId): void;
  /** Settles what a power loss left open, unless a print is on its way, which does so first. */
  recoverNow(): void;
  /** Resolves when the job in print is over and nothing waits. */
  idle(): Promise<void>;
  /** The program ends: what is open is settled at the next start (F4). */
  close(): void;
}

/** A job that was asked for in this session, and how far it is. */
interface Run {
  readonly session: JobSession;
  readonly job: SpoolJob;
  progress: ReleaseProgress;
  release: Release | undefined;
  cancelled: boolean;
}

/** How often what is open is settled again, while the printer or the disk forbids it. */
const RECOVER_EVERY = minutes(1);

export function createPanelJobs(options: PanelJobsOptions): PanelJobs {
  return new SpoolPanelJobs(options);
}

/**
 * *My jobs* at the panel. Jobs print one after the other; what was printed stays in the list until somebody else's turn.
 * Invariant: at most one release runs, and none before what a power loss left open is settled.
 */
class SpoolPanelJobs implements PanelJobs {
  readonly #options: PanelJobsOptions;
  readonly #runs = new Map<JobId, Run>();
  readonly #waiting: Run[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #offline: OfflinePages;
  #working: Promise<void> | undefined;
  #recovered = false;
  #cancelRecovery: Cancel = () => undefined;
  #closed = false;

  constructor(options: PanelJobsOptions) {
    this.#options = options;
    this.#offline = createOfflinePages(options.offlinePageLimit ?? (() => null));
    options.spool.subscribe(() => this.#changed());
  }

  list(user: HeldUser): readonly PanelJob[] {
    const held = this.#options.spool.heldBy(user).filter((job) => user.color || colorOf(job) !== 'yes');
    const ids = new Set(held.map(({ id }) => id));
    const gone = [...this.#runs.values()].filter((run) => run.session.user.id === user.id && !ids.has(run.job.id));
    return [...gone.map(({ job }) => job).toReversed(), ...held].map((job) => this.#panelJob(job));
  }

  async print(session: JobSession, ids: readonly JobId[]): Promise<JobOutcome> {
    const shown = new Map(this.#held(session.user).map((job) => [job.id, job]));
    const wanted = [...new Set(ids)].map((id) => shown.get(id));
    if (!(await this.#reachable())) return unavailable('printer-unreachable');
    this.#forgetOthers(session);
    for (const job of wanted) if (job === undefined) return NOT_FOUND;
    const asked = wanted.filter((job) => job !== undefined && !this.#isRunning(job.id)) as SpoolJob[]; // just looked at
    const onTheirWay = [...this.#runs.values()].filter((run) => run.progress.state === 'printing');
    const all = [...onTheirWay.filter((run) => run.session.id === session.id).map(({ job }) => job), ...asked];
    if (session.mode === 'offline' && !this.#offline.fits(session.id, all)) return unavailable('offline-page-limit');
    for (const job of asked) this.#enqueue(session, job);
    this.#working ??= this.#work();
    this.#changed();
    return STARTED;
  }

  async cancel(session: JobSession, id: JobId): Promise<JobOutcome> {
    const run = this.#runs.get(id);
    if (run === undefined || run.session.user.id !== session.user.id || !this.#isRunning(id)) return NOT_FOUND;
    this.#stop(run);
    return STARTED;
  }

  async remove(session: JobSession, id: JobId): Promise<JobOutcome> {
    const job = this.#held(session.user).find((each) => each.id === id);
    if (job === undefined || this.#isRunning(id)) return NOT_FOUND;
    this.#runs.delete(id);
    await this.#options.spool.remove(id);
    return STARTED;
  }

  stop(userId: UserId): void {
    for (const run of this.#runs.values()) if (run.session.user.id === userId) this.#stop(run);
  }

  subscribe(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  progressOf(id: JobId): ReleaseProgress | undefined {
    return this.#runs.get(id)?.progress;
  }

  cancelRelease(id: JobId): void {
    const run = this.#runs.get(id);
    if (run !== undefined && this.#isRunning(id)) this.#stop(run);
  }

  async idle(): Promise<void> {
    await this.#working;
  }

  close(): void {
    this.#closed = true;
    this.#cancelRecovery();
  }

  /** G5: nobody prints by its id what the list does not show. */
  #held(user: HeldUser): readonly SpoolJob[] {
    return this.#options.spool.heldBy(user).filter((job) => user.color || colorOf(job) !== 'yes');
  }

  #enqueue(session: JobSession, job: SpoolJob): void {
    const progress: ReleaseProgress = { state: 'printing', impressions: 0, sheets: 0 };
    const run: Run = { session, job, progress, release: undefined, cancelled: false };
    this.#runs.set(job.id, run);
    this.#waiting.push(run);
  }

  recoverNow(): void {
    this.#working ??= this.#work();
  }

  async #work(): Promise<void> {
    await this.#recover();
    for (let run = this.#waiting.shift(); run !== undefined; run = this.#waiting.shift()) {
      try {
        await this.#recover();
        await this.#print(run);
      } catch (error) {
        this.#options.logger.error('A release failed', { job: run.job.id, error: describeError(error) });
        run.progress = { ...run.progress, state: 'failed' };
        // It may be on paper without its outcome in the journal: as after a power loss.
        this.#recovered = false;
      }
      this.#changed();
    }
    this.#working = undefined;
    if (!this.#recovered && !this.#closed) this.#recoverLater();
  }

  #recoverLater(): void {
    this.#cancelRecovery();
    this.#cancelRecovery = this.#options.clock.after(RECOVER_EVERY, () => this.recoverNow());
  }

  async #recover(): Promise<void> {
    try {
      this.#recovered ||= await this.#options.recover();
    } catch (error) {
      this.#options.logger.error('Settling interrupted activities failed', { error: describeError(error) });
    }
  }

  async #print(run: Run): Promise<void> {
    if (run.cancelled || !this.#recovered) {
      run.progress = { ...run.progress, state: run.cancelled ? 'cancelled' : 'failed' };
      return;
    }
    run.release = release(this.#options, run.session, run.job, (now) => {
      if (now.impressions === run.progress.impressions) return;
      run.progress = { state: 'printing', ...now };
      this.#changed();
    });
    const end = await run.release.done;
    if (run.session.mode === 'offline' && end.outcome !== 'not-started')
      this.#offline.printed(run.session.id, end.impressions);
    if (end.outcome === 'not-started')
      run.progress = { ...run.progress, state: run.cancelled ? 'cancelled' : 'failed' };
    else run.progress = { state: WORDS[end.outcome], impressions: end.impressions, sheets: end.sheets ?? 0 };
  }

  #stop(run: Run): void {
    run.cancelled = true;
    run.release?.cancel();
  }

  #isRunning(id: JobId): boolean {
    return this.#runs.get(id)?.progress.state === 'printing';
  }

  #forgetOthers(session: JobSession): void {
    for (const [id, run] of this.#runs) {
      if (run.session.id !== session.id && run.progress.state !== 'printing') this.#runs.delete(id);
    }
  }

  async #reachable(): Promise<boolean> {
    return askState(this.#options.client).then(
      () => true,
      () => false,
    );
  }

  #panelJob(job: SpoolJob): PanelJob {
    const progress = this.#runs.get(job.id)?.progress;
    const isHeld = this.#options.spool.find(job.id) !== undefined && progress?.state !== 'printing';
    return {
      id: job.id,
      name: job.name,
      pages: job.pages,
      color: colorOf(job) !== 'no',
      copies: copiesOf(job),
      createdAt: toRfc3339(job.createdAt),
      ageSeconds: Math.max(0, Math.round((this.#options.now() - job.createdAt) / 1000)),
      waits: 'device',
      available: isHeld,
      state: progress?.state ?? 'held',
      impressions: progress?.impressions ?? 0,
    };
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

const STARTED: JobOutcome = { outcome: 'started' };
const NOT_FOUND: JobOutcome = { outcome: 'not-found' };

const WORDS = { completed: 'printed', cancelled: 'cancelled', failed: 'failed', unknown: 'failed' } as const;

function unavailable(reason: UnavailableReason): JobOutcome {
  return { outcome: 'unavailable', reason };
}
