import type { ActivityOutcome } from '@holdover/journal';
import type { Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { TaskOrder } from './task-order.ts';
import type { ScanEnd, TaskEffect, TaskInput } from './task.ts';

export interface Recording {
  readonly journal: Pick<ActivityJournal, 'recordBegin' | 'recordEnd'>;
  readonly logger: Logger;
}

/** F1: on disk before a sheet moves. Never rejects. */
export async function recordScanBegin({ journal, logger }: Recording, order: TaskOrder): Promise<TaskInput> {
  const { id, session, scan } = order;
  try {
    await journal.recordBegin(id, {
      mode: session.mode,
      userId: session.user.id,
      sessionId: session.id,
      kind: 'scan',
      pages: null,
      copies: 1,
      color: scan.color === 'color',
      sides: scan.duplex ? 'two-sided-long-edge' : 'one-sided',
      printer: null,
    });
    return { input: 'recorded' };
  } catch (error) {
    logger.error('The journal could not be written: no scan begins', { activity: id, error: describeError(error) });
    return { input: 'not-recorded' };
  }
}

/** Sides scanned, which no marker counted. Never rejects: what the disk refuses is settled at the next start. */
export async function recordScanEnd(
  { journal, logger }: Recording,
  { id, session, scan }: TaskOrder,
  { as, pages }: Pick<Extract<TaskEffect, { effect: 'record-end' }>, 'as' | 'pages'>,
): Promise<TaskInput> {
  try {
    await journal.recordEnd(id, {
      mode: session.mode,
      outcome: outcomeOf(as),
      impressions: pages,
      sheets: null,
      color: scan.color === 'color',
      source: 'job',
      toReview: false,
    });
  } catch (error) {
    logger.error('The end of a scan could not be written', { activity: id, error: describeError(error) });
  }
  return { input: 'end-recorded' };
}

function outcomeOf(as: ScanEnd): ActivityOutcome {
  if (as === 'finished') return 'completed';
  return as === 'cancelled' ? 'cancelled' : 'failed';
}

/** What a power loss left open: how much was scanned nobody knows. Runs before any scan does. */
export async function settleScans({
  journal,
  logger,
}: Recording & { readonly journal: Pick<ActivityJournal, 'leftOpen'> }): Promise<void> {
  for (const { kind, activityId, mode, color } of journal.leftOpen()) {
    if (kind !== 'scan') continue;
    logger.warn('An interrupted scan was settled', { activity: activityId });
    const end = { outcome: 'unknown', impressions: 0, sheets: null, source: 'none', toReview: true } as const;
    await journal.recordEnd(activityId, { mode, color, ...end });
  }
}
