import { elapsed, seconds, uuidv7, type BootTime, type Cancel, type Clock, type Entropy } from '@holdover/kernel';
import type { ScanJobInfo, ScanJobState } from '../codec/status.ts';
import type { ScanFormat } from '../scanner.ts';
import type { ScanRun } from './scanner-port.ts';

/** A job of this scanner, running or over. */
export interface ScanJob {
  readonly id: string;
  readonly run: ScanRun;
  readonly format: ScanFormat;
  readonly begunAt: BootTime;
  images: number;
  state: ScanJobState;
  reason: string;
  /** A page is on its way; there is no second one then. */
  isServing: boolean;
}

/** Invariant: at most one job is running; it ends by its last page, by DELETE, or when nobody has asked for it for a while. */
export interface ScanJobs {
  add(run: ScanRun, format: ScanFormat): ScanJob;
  find(id: string): ScanJob | undefined;
  running(): ScanJob | undefined;
  /** Somebody asks for it. */
  touch(job: ScanJob): void;
  end(job: ScanJob, state: 'Completed' | 'Canceled' | 'Aborted', reason: string): void;
  infos(root: string): readonly ScanJobInfo[];
}

/** A client asks for the next page as soon as it has kept the last one. */
const ABANDONED_AFTER = seconds(60);
const REMEMBERED = 10;

export interface ScanJobsOptions {
  readonly clock: Clock;
  readonly entropy: Entropy;
  /** The scanner waits for somebody to see to it, and its job with it. */
  readonly isStopped: () => boolean;
}

export function createScanJobs({ clock, entropy, isStopped }: ScanJobsOptions): ScanJobs {
  const jobs = new Map<string, ScanJob>();
  let running: ScanJob | undefined;
  let abandoned: Cancel | undefined;

  const end: ScanJobs['end'] = (job, state, reason) => {
    if (job !== running) return;
    running = undefined;
    abandoned?.();
    job.state = state;
    job.reason = reason;
    if (state !== 'Completed') job.run.cancel();
    for (const [id, old] of jobs) if (jobs.size > REMEMBERED && old !== job) jobs.delete(id);
  };
  const touch: ScanJobs['touch'] = (job) => {
    abandoned?.();
    if (job === running) abandoned = clock.after(ABANDONED_AFTER, () => leave(job));
  };
  const leave = (job: ScanJob): void => {
    if (job.isServing || isStopped()) touch(job);
    else end(job, 'Aborted', 'JobTimedOut');
  };

  return {
    add(run, format) {
      const job: ScanJob = {
        id: uuidv7(clock.wall(), entropy),
        run,
        format,
        begunAt: clock.boot(),
        images: 0,
        state: 'Processing',
        reason: 'JobScanning',
        isServing: false,
      };
      jobs.set(job.id, job);
      running = job;
      touch(job);
      return job;
    },
    find: (id) => jobs.get(id),
    running: () => running,
    touch,
    end,
    infos: (root) =>
      [...jobs.values()].toReversed().map((job) => ({
        uri: `${root}/ScanJobs/${job.id}`,
        uuid: job.id,
        age: Math.floor(elapsed(job.begunAt, clock.boot()) / seconds(1)),
        imagesCompleted: job.images,
        imagesToTransfer: 0,
        state: job.state,
        reasons: [job.reason],
      })),
  };
}
