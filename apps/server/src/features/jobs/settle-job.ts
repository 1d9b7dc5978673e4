import { hours, later, type ActivityId, type Instant } from '@holdover/kernel';
import type { Stores } from '../../stores.ts';
import { readSpooling } from '../settings/settings.ts';
import { contended } from './change-job.ts';
import { settled, type Job, type PrintOutcome } from './job.ts';

/** For `Spool.changed`, once it is committed. */
export interface JobStep {
  readonly was: Job;
  readonly next: Job;
}

export interface EndedPrint extends PrintOutcome {
  readonly activityId: ActivityId;
  /** A printed job is kept for its hours from now on, however late its terminal told. */
  readonly now: Instant;
}

/** Somebody who changes its priority, or its progress, comes between once or twice. */
const TRIES = 10;

/**
 * The journal says how an activity ended: its job on the server goes where that leads (G3, G4).
 * Invariant: within the transaction that books it, so that what is booked is settled, once.
 * @returns undefined where the activity was of no job here, or is settled already
 */
export async function settleJob(
  { jobs, queues, settings }: Pick<Stores, 'jobs' | 'queues' | 'settings'>,
  { activityId, now, ...outcome }: EndedPrint,
): Promise<JobStep | undefined> {
  const { keepForReprintHours } = await readSpooling(settings);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const was = await jobs.ofActivity(activityId);
    if (was === undefined || was.state !== 'printing') return undefined;
    const direct = (await queues.read(was.queueId))?.kind === 'direct';
    const keptUntil = keepForReprintHours === 0 ? outcome.at : later(now, hours(keepForReprintHours));
    const next = settled(was, outcome, { keptUntil, direct });
    if (await jobs.replace(was, next)) return { was, next };
  }
  throw contended();
}
