import { createIppClient, type IppTransport } from '@holdover/ipp';
import { recoverPrint, type JobAtPrinter, type Recovery } from '@holdover/journal';
import type { Clock, Logger, UserId } from '@holdover/kernel';
import type { ActivityJournal, OpenActivity } from '../journal/activity-journal.ts';
import { follow } from './follow.ts';
import type { JobSource } from './job-source.ts';
import { askState, findJob, isOver, type PrinterJob } from './printer-link.ts';

export interface RecoverOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  readonly sources: readonly JobSource[];
  readonly journal: Pick<ActivityJournal, 'recordEnd' | 'leftOpen'>;
  /** A printer tells the names of jobs to those who sent them. */
  readonly userNameOf: (user: UserId) => string | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Settled = Extract<Recovery, { readonly next: 'settle' }>;

/**
 * F4: gives every print and copy that a power loss left open its outcome, and its job back to its source or away.
 * What puts nothing through the line is settled by whoever began it.
 * Settles nothing while the printer cannot be reached: asked again before the next print.
 * Invariant: runs while no release does.
 * @returns whether none of them is left open
 */
export async function recoverActivities(options: RecoverOptions): Promise<boolean> {
  const { journal, sources, logger } = options;
  for (const open of journal.leftOpen()) {
    if (open.kind !== 'print' && open.kind !== 'copy') continue;
    const settled = await settle(options, open);
    if (settled === undefined) return false;
    const { outcome, impressions, sheets, source, toReview } = settled;
    await journal.recordEnd(open.activityId, {
      mode: open.mode,
      outcome,
      impressions,
      sheets,
      color: open.color,
      source,
      toReview,
    });
    logger.warn('An interrupted activity was settled', { activity: open.activityId, outcome, impressions, source });
  }
  // Those of a power loss between the journal and their source among them.
  for (const source of sources) await source.endInterrupted();
  return true;
}

/** Undefined while the printer does not answer. */
async function settle(options: RecoverOptions, open: OpenActivity): Promise<Settled | undefined> {
  const { transport, printerUri, clock } = options;
  const released = interruptedIn(options.sources, open);
  const userName = released?.userName ?? options.userNameOf(open.userId) ?? 'holdover';
  const client = createIppClient({ transport, printerUri, userName });
  try {
    const found = await findJob(client, open.jobName);
    const job =
      found === null || found === 'none' || isOver(found)
        ? found
        : await follow({ client, clock, progress: () => undefined, cancelled: false }, found.number);
    const settled = recoverPrint({ begin: open, printerNow: await askState(client), job: reportOf(job) });
    if (settled.next === 'follow') return undefined;
    released?.noteOutcome(settled.outcome === 'completed');
    return settled;
  } catch {
    return undefined;
  }
}

function interruptedIn(sources: readonly JobSource[], { activityId }: OpenActivity) {
  for (const source of sources) {
    const found = source.interrupted(activityId);
    if (found === undefined) continue;
    const { jobId, userName } = found;
    return { userName, noteOutcome: (printed: boolean) => source.noteOutcome(jobId, printed) };
  }
  return undefined;
}

function reportOf(job: PrinterJob | 'none' | null): JobAtPrinter | null {
  if (job === null) return null;
  return job === 'none' ? { found: false } : job.report;
}
