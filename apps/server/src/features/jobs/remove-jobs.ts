import type { JobId, UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import { contended } from './change-job.ts';
import { ended, isOver, withoutDocument, type Job } from './job.ts';
import { cancelled } from './job-steps.ts';
import type { Spool } from './spool.ts';

/** A terminal comes between once or twice. */
const TRIES = 10;

/**
 * B7h: the jobs of somebody who is deleted. What waits goes with its document; what is in print ends after the sheet, and is not
 * held again; what was printed stays on record, without the document that was kept of it.
 */
export async function removeJobsOf(
  change: Change,
  userId: UserId,
  spool: Pick<Spool, 'changed' | 'deleted'>,
): Promise<void> {
  for (const { id } of await change.stores.jobs.unfinishedOf(userId)) await removeJob(change, id, spool);
}

async function removeJob(change: Change, id: JobId, spool: Pick<Spool, 'changed' | 'deleted'>): Promise<void> {
  const { jobs } = change.stores;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const was = await jobs.read(id);
    if (was === undefined) return;
    const waits = !isOver(was) && was.state !== 'printing';
    const next = waits ? ended(was, 'cancelled', change.at) : stopped(change, was);
    if (next === undefined) return;
    if (!(await jobs.replace(was, next))) continue;
    if (waits) await jobs.delete(id);
    change.afterCommit(() => (waits ? spool.deleted(was) : spool.changed(was, next)));
    return;
  }
  throw contended();
}

/** @returns nothing where nothing is to be done */
function stopped({ at }: Change, was: Job): Job | undefined {
  if (isOver(was)) return was.documentKept ? withoutDocument(was) : undefined;
  const next = cancelled(was, at);
  return typeof next === 'string' ? undefined : next;
}
