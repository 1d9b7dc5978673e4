import type { Cancel } from '@holdover/kernel';
import type { Job } from './job.ts';

/** Tells this server's other parts that a job is not as it was. After the commit; telling is never waited for. */
export interface JobSignals {
  /** @param job as it is now; of a deleted one, as it was */
  changed(job: Job): void;
  watch(listener: (job: Job) => void): Cancel;
}

export function createJobSignals(): JobSignals {
  const listeners = new Set<(job: Job) => void>();
  return {
    changed: (job) => {
      for (const listener of listeners) listener(job);
    },
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
