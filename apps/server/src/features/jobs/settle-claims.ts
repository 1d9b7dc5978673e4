import type { ActivityEnd } from '@holdover/journal';
import { hours, later, type ActivityId, type Instant, type TerminalId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { Queries } from '../../database/database.ts';
import { openStores } from '../../stores.ts';
import { readSpooling } from '../settings/settings.ts';
import { contended } from './change-job.ts';
import { settled, unclaimed, type Job, type PrintOutcome } from './job.ts';
import type { JobStore } from './job-store.ts';
import type { Spool } from './spool.ts';

/** A job as it was and as it is. Whoever holds documents and whoever watches hear of it after the commit. */
export interface JobChange {
  readonly was: Job;
  readonly next: Job;
}

export interface JournalledEnd {
  readonly activityId: ActivityId;
  readonly terminalId: TerminalId;
  readonly end: Pick<ActivityEnd, 'outcome' | 'impressions' | 'sheets'>;
  readonly at: Instant;
}

/** Somebody who changes it, or says how far it is, comes between once or twice. */
const TRIES = 10;

/**
 * What a terminal's journal says of a print ends its claim, in the transaction that books it (F3): printed, the job is over; anything
 * else, and it is held again (ADR 9).
 * @returns undefined where no job of the server was printed, or its claim is no longer that terminal's
 */
export function settleClaim(
  queries: Queries,
  { activityId, terminalId, end, at }: JournalledEnd,
): Promise<JobChange | undefined> {
  const { impressions, sheets, outcome } = end;
  return putNext(
    queries,
    async (jobs) => {
      const job = await jobs.ofActivity(activityId);
      return job?.claim?.terminalId === terminalId ? job : undefined;
    },
    (was) =>
      settle(queries, was, { completed: outcome === 'completed', impressions, sheets: sheets ?? was.sheets, at }),
  );
}

/**
 * A revoked or deleted terminal prints nothing any more: its claims end at once, those of begun prints as after an outcome nobody
 * knows. What its journal still says, should it come, is booked, and changes nothing about the jobs.
 */
export async function leaveJobs(change: Change, id: TerminalId, spool: Pick<Spool, 'changed'>): Promise<void> {
  const { queries, at, stores } = change;
  await stores.deviceJobs.removeAll(id);
  for (const { id: jobId } of await stores.jobs.claimedBy(id)) {
    const made = await putNext(
      queries,
      (jobs) => jobs.read(jobId),
      (was) => abandoned(queries, was, at),
    );
    if (made !== undefined) change.afterCommit(() => spool.changed(made.was, made.next));
  }
}

/** Whether the journal has shown that a print was begun. */
export async function hasBegun(queries: Queries, id: ActivityId): Promise<boolean> {
  return (await queries.selectFrom('activity').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
}

async function abandoned(queries: Queries, was: Job, at: Instant): Promise<Job> {
  const { impressions, sheets, claim } = was;
  if (claim === null || !(await hasBegun(queries, claim.activityId))) return unclaimed(was, at);
  return settle(queries, was, { completed: false, impressions, sheets, at });
}

async function settle(queries: Queries, was: Job, outcome: PrintOutcome): Promise<Job> {
  const { queues, settings } = openStores(queries);
  const { keepForReprintHours } = await readSpooling(settings);
  const keptUntil = later(outcome.at, hours(keepForReprintHours));
  const direct = (await queues.read(was.queueId))?.kind === 'direct';
  return settled(was, outcome, { keptUntil, direct });
}

/** Of a job in print. */
async function putNext(
  queries: Queries,
  read: (jobs: JobStore) => Promise<Job | undefined>,
  step: (was: Job) => Promise<Job>,
): Promise<JobChange | undefined> {
  const { jobs } = openStores(queries);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const was = await read(jobs);
    if (was?.state !== 'printing') return undefined;
    const next = await step(was);
    if (await jobs.replace(was, next)) return { was, next };
  }
  throw contended();
}
