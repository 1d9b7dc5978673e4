import type { Job, Queue } from '@holdover/api';

/** What all copies together have; null where the document does not tell. */
export function totalPages({ pages, copies }: Pick<Job, 'pages' | 'copies'>): number | null {
  return pages === null || pages === 0 ? null : pages * Math.max(1, copies);
}

/** What can be asked of a job. The server has the last word: between two looks a job moves on. */
export interface JobActs {
  readonly priority: boolean;
  readonly hold: boolean;
  readonly letGo: boolean;
  readonly release: boolean;
  readonly printAgain: boolean;
  readonly cancel: boolean;
  readonly remove: boolean;
}

const NOTHING: JobActs = {
  priority: false,
  hold: false,
  letGo: false,
  release: false,
  printAgain: false,
  cancel: false,
  remove: false,
};

/** @param queue of the job, as far as known: only what waits for a device by itself can be held and let go on (G1) */
export function actsOn(job: Job, queue: Pick<Queue, 'kind'> | undefined): JobActs {
  // In the spool of a terminal it is out of the server's hands.
  if (job.waitsAt === 'device') return NOTHING;
  const waits = job.state === 'held' || job.state === 'waiting';
  const over = isOver(job);
  // G2: nothing is printed for nobody.
  const owned = job.userId !== null;
  return {
    priority: waits,
    hold: job.state === 'waiting',
    letGo: job.state === 'held' && queue?.kind === 'direct' && owned,
    release: waits && owned,
    printAgain: over && job.reprintable && owned,
    cancel: waits || job.state === 'printing' || job.state === 'incoming',
    remove: job.state !== 'printing',
  };
}

export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return state === 'completed' || state === 'cancelled' || state === 'failed' || state === 'expired';
}
