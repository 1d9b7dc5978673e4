import type { PanelJob, UnavailableReason } from '@holdover/api';
import type { IppTransport } from '@holdover/ipp';
import type { Cancel, Instant, JobId, SessionId, UserId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import type { JobOutcome, JobSession, JobsPort } from '../panel-api/jobs-port.ts';
import type { ReleaseProgress } from '../spool/queue-jobs.ts';
import { askFormats } from './ask-formats.ts';
import type { JobSource } from './job-source.ts';
import type { OfflinePages } from './offline-pages.ts';
import { panelJobOf } from './panel-job.ts';
import type { PrintLine, Run, RunEnd } from './print-line.ts';
import { colorOf, formatFor, type WaitingJob } from './waiting-job.ts';

export interface PanelJobsOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  readonly sources: readonly JobSource[];
  readonly line: PrintLine;
  /** What of the device keeps a job from being printed, as far as is known without asking; null for nothing. */
  readonly obstacle?: (job: WaitingJob) => UnavailableReason | null;
  /** The profile's word; everybody may unless told. */
  readonly mayPrint?: () => boolean;
  /** F5: what sessions print and copy offline. */
  readonly offline: OfflinePages;
  /** Trusted time, for ages. */
  readonly now: () => Instant;
}

export interface PanelJobs extends JobsPort {
  progressOf(id: JobId): ReleaseProgress | undefined;
  /** By its sender, at the queue. */
  cancelRelease(id: JobId): void;
  /** Whose turn it is: what was printed in other sessions is shown no more. */
  attend(session: SessionId): void;
  /** To be called after progress of the line. */
  changed(): void;
}

interface Asked {
  readonly session: JobSession;
  readonly run: Run;
}

interface Found {
  readonly source: JobSource;
  readonly job: WaitingJob;
}

export function createPanelJobs(options: PanelJobsOptions): PanelJobs {
  return new MergedPanelJobs(options);
}

/** *My jobs* at the panel, wherever they wait. What was printed stays in the list until the next session. */
class MergedPanelJobs implements PanelJobs {
  readonly #options: PanelJobsOptions;
  readonly #asked = new Map<JobId, Asked>();
  readonly #listeners = new Set<() => void>();

  constructor(options: PanelJobsOptions) {
    this.#options = options;
    for (const source of options.sources) source.subscribe(() => this.changed());
  }

  list(user: HeldUser): readonly PanelJob[] {
    const waiting = this.#waiting(user).map(({ job }) => job);
    const ids = new Set(waiting.map(({ id }) => id));
    const gone = [...this.#asked.values()].filter(
      ({ session, run }) => session.user.id === user.id && !ids.has(run.job.id),
    );
    return [...gone.map(({ run }) => run.job).toReversed(), ...waiting]
      .toSorted((a, b) => b.createdAt - a.createdAt)
      .map((job) => this.#panelJob(job, ids.has(job.id)));
  }

  async print(session: JobSession, ids: readonly JobId[]): Promise<JobOutcome> {
    if (this.#options.mayPrint?.() === false) return unavailable('not-in-profile');
    const shown = new Map(this.#waiting(session.user).map((found) => [found.job.id, found]));
    const wanted = [...new Set(ids)].map((id) => shown.get(id));
    const formats = await askFormats(this.#options);
    if (typeof formats === 'string') return unavailable(formats);
    this.attend(session.id);
    const asked: Found[] = [];
    for (const found of wanted) {
      if (found === undefined) return NOT_FOUND;
      if (!this.#isRunning(found.job.id)) asked.push(found);
    }
    const obstacle = asked.map(({ job }) => this.#obstacle(job, formats)).find((reason) => reason !== null);
    if (obstacle !== undefined) return unavailable(obstacle);
    const jobs = asked.map(({ job }) => job);
    if (session.mode === 'offline' && !this.#options.offline.fits(session.id, jobs)) {
      return unavailable('offline-page-limit');
    }
    for (const found of asked) this.#begin(session, found);
    this.changed();
    return STARTED;
  }

  async cancel(session: JobSession, id: JobId): Promise<JobOutcome> {
    const asked = this.#asked.get(id);
    if (asked === undefined || asked.session.user.id !== session.user.id || !this.#isRunning(id)) return NOT_FOUND;
    this.#options.line.cancel(id);
    return STARTED;
  }

  async remove(session: JobSession, id: JobId): Promise<JobOutcome> {
    const found = this.#waiting(session.user).find(({ job }) => job.id === id);
    if (found === undefined || this.#isRunning(id)) return NOT_FOUND;
    if (found.job.obstacle === 'needs-print-server') return unavailable('needs-print-server');
    const outcome = await found.source.remove(id, session.user.id);
    if (outcome === 'unreachable') return unavailable('needs-print-server');
    this.#asked.delete(id);
    this.changed();
    return outcome === 'removed' ? STARTED : NOT_FOUND;
  }

  stop(userId: UserId): void {
    this.#options.line.stop(userId);
  }

  subscribe(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  progressOf(id: JobId): ReleaseProgress | undefined {
    return this.#asked.get(id)?.run.progress;
  }

  cancelRelease(id: JobId): void {
    if (this.#isRunning(id)) this.#options.line.cancel(id);
  }

  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  attend(session: SessionId): void {
    for (const [id, asked] of this.#asked) {
      if (asked.session.id !== session && asked.run.progress.state !== 'printing') this.#asked.delete(id);
    }
  }

  /** G5: nobody prints by its id what the list does not show. */
  #waiting(user: HeldUser): readonly Found[] {
    return this.#options.sources.flatMap((source) =>
      source
        .listFor(user)
        .filter((job) => user.color || colorOf(job) !== 'yes')
        .map((job) => ({ source, job })),
    );
  }

  #begin(session: JobSession, { source, job }: Found): void {
    const by = { sessionId: session.id, user: session.user, mode: session.mode };
    const onEnd = (end: RunEnd): void => this.#ended(session, job.id, end);
    this.#options.offline.began(session.id, job);
    this.#asked.set(job.id, {
      session,
      run: this.#options.line.print({ source, job, by, whenBusy: 'wait', onEnd }),
    });
  }

  #ended(session: JobSession, id: JobId, end: RunEnd): void {
    this.#options.offline.ended(id);
    if (end.outcome === 'broken') return;
    if (end.outcome === 'not-started') {
      // The list says what has become of it: it is gone, or prints elsewhere.
      if (end.why === 'gone' || end.why === 'taken') this.#asked.delete(id);
    } else if (session.mode === 'offline') {
      this.#options.offline.printed(session.id, end.impressions);
    }
  }

  #isRunning(id: JobId): boolean {
    return this.#asked.get(id)?.run.progress.state === 'printing';
  }

  #obstacle(job: WaitingJob, formats: readonly string[]): UnavailableReason | null {
    if (job.obstacle !== null) return job.obstacle;
    return formatFor(job.format, formats) === undefined ? 'format-not-supported' : null;
  }

  #panelJob(job: WaitingJob, isHere: boolean): PanelJob {
    const progress = this.#asked.get(job.id)?.run.progress;
    const obstacle = job.obstacle ?? this.#options.obstacle?.(job) ?? null;
    return panelJobOf({ job, progress, isHere, obstacle, now: this.#options.now() });
  }
}

const STARTED: JobOutcome = { outcome: 'started' };
const NOT_FOUND: JobOutcome = { outcome: 'not-found' };

function unavailable(reason: UnavailableReason): JobOutcome {
  return { outcome: 'unavailable', reason };
}
