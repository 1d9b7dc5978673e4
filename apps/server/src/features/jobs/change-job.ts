import { Fault } from '@holdover/kernel';
import type { Job } from './job.ts';
import type { Step } from './job-steps.ts';
import type { JobStore } from './job-store.ts';
import type { Spool } from './spool.ts';

/** Somebody else changes it at the same time once or twice. */
const TRIES = 10;

/**
 * Reads a job and puts what `step` makes of it in its place, again where another was faster.
 * @param step what it throws passes through
 * @returns the job as it is now
 */
export async function changeJob(
  { jobs, spool }: { readonly jobs: JobStore; readonly spool: Pick<Spool, 'changed'> },
  read: () => Promise<Job | undefined>,
  step: (job: Job) => Step,
): Promise<Job | 'refused' | 'missing'> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const was = await read();
    if (was === undefined) return 'missing';
    const next = step(was);
    if (next === 'refused') return 'refused';
    if (next === 'same') return was;
    if (!(await jobs.replace(was, next))) continue;
    spool.changed(was, next);
    return { ...next, version: was.version + 1 };
  }
  throw contended();
}

export const contended = (): Fault =>
  new Fault({
    owner: 'environment',
    code: 'job-contended',
    message: 'A job is being changed by too many at once',
    retryable: true,
  });
