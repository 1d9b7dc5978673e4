import type { Cancel, JobId } from '@holdover/kernel';
import type { SpoolJob } from './spool-job.ts';

/** A job that came, changed or went. */
export interface SpoolChange {
  readonly before: SpoolJob | undefined;
  readonly after: SpoolJob | undefined;
}

/** The jobs of a spool in memory. What is asked for every job that comes in costs the same however many there are. */
export interface SpoolIndex {
  /** In the order of their numbers. */
  all(): readonly SpoolJob[];
  size(): number;
  /** Octets of their documents. */
  bytes(): number;
  find(id: JobId): SpoolJob | undefined;
  findByNumber(number: number): SpoolJob | undefined;
  /** How many have a lower number; quick for one of the newest. */
  countBefore(number: number): number;
  /** A new one has a higher number than all that ever were. */
  put(job: SpoolJob): void;
  remove(id: JobId): void;
  subscribe(listener: (change: SpoolChange) => void): Cancel;
}

export function createSpoolIndex(): SpoolIndex {
  const jobs = new Map<JobId, SpoolJob>();
  const ids = new Map<number, JobId>();
  const listeners = new Set<(change: SpoolChange) => void>();
  let bytes = 0;
  let highest = 0;

  const change = (before: SpoolJob | undefined, after: SpoolJob | undefined): void => {
    bytes += (after?.bytes ?? 0) - (before?.bytes ?? 0);
    for (const listener of listeners) listener({ before, after });
  };
  const all = (): readonly SpoolJob[] => [...jobs.values()];
  const countFrom = (number: number): number => {
    let count = 0;
    for (let each = number; each <= highest; each++) if (ids.has(each)) count += 1;
    return count;
  };
  return {
    all,
    size: () => jobs.size,
    bytes: () => bytes,
    find: (id) => jobs.get(id),
    findByNumber(number) {
      const id = ids.get(number);
      return id === undefined ? undefined : jobs.get(id);
    },
    countBefore(number) {
      const isNew = highest - number < jobs.size;
      return isNew ? jobs.size - countFrom(number) : all().filter((job) => job.number < number).length;
    },
    put(job) {
      const before = jobs.get(job.id);
      jobs.set(job.id, job);
      ids.set(job.number, job.id);
      highest = Math.max(highest, job.number);
      change(before, job);
    },
    remove(id) {
      const before = jobs.get(id);
      if (before === undefined) return;
      jobs.delete(id);
      ids.delete(before.number);
      change(before, undefined);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
