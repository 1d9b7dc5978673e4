import type { ActivityOutcome } from '@holdover/journal';
import { Fault, minutes, type ActivityId, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ActivityEnd, ActivityJournal } from '../journal/activity-journal.ts';
import type { TaskOrder } from './task-order.ts';
import type { ScanEnd, TaskEffect, TaskInput } from './task.ts';

export interface ScanRecordsOptions {
  readonly journal: ActivityJournal;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Scans in the journal. Nothing of it rejects. */
export interface ScanRecords {
  /** F1: on disk before a sheet moves. */
  begin(order: TaskOrder): Promise<TaskInput>;
  /** Sides scanned, which no marker counted. What the disk refuses is written once it has room. */
  end(
    order: TaskOrder,
    effect: Pick<Extract<TaskEffect, { effect: 'record-end' }>, 'as' | 'pages'>,
  ): Promise<TaskInput>;
  /** F4: what a power loss left open: how much was scanned nobody knows. Before any scan begins. */
  settle(): Promise<void>;
  close(): void;
}

/** How often a full disk is tried again. */
const AGAIN = minutes(1);

export function createScanRecords({ journal, clock, logger }: ScanRecordsOptions): ScanRecords {
  const unwritten = new Map<ActivityId, ActivityEnd>();
  let cancel: Cancel = () => undefined;

  const write = async (): Promise<void> => {
    cancel();
    for (const [id, end] of unwritten) {
      try {
        await journal.recordEnd(id, end);
        unwritten.delete(id);
      } catch (error) {
        logger.error('The end of a scan could not be written', { activity: id, error: describeError(error) });
        // What never began has no end.
        if (error instanceof Fault && error.code === 'activity-not-open') unwritten.delete(id);
      }
    }
    if (unwritten.size > 0) cancel = clock.after(AGAIN, () => void write());
  };

  return {
    async begin(order) {
      try {
        await journal.recordBegin(order.id, beginOf(order));
        return { input: 'recorded' };
      } catch (error) {
        const fields = { activity: order.id, error: describeError(error) };
        logger.error('The journal could not be written: no scan begins', fields);
        return { input: 'not-recorded' };
      }
    },
    async end({ id, session, scan }, { as, pages }) {
      unwritten.set(id, {
        mode: session.mode,
        outcome: outcomeOf(as),
        impressions: pages,
        sheets: null,
        color: scan.color === 'color',
        source: 'job',
        toReview: false,
      });
      await write();
      return { input: 'end-recorded' };
    },
    async settle() {
      for (const { kind, activityId, mode, color } of journal.leftOpen()) {
        if (kind !== 'scan') continue;
        logger.warn('An interrupted scan was settled', { activity: activityId });
        const end = { outcome: 'unknown', impressions: 0, sheets: null, source: 'none', toReview: true } as const;
        unwritten.set(activityId, { mode, color, ...end });
      }
      await write();
    },
    close: () => cancel(),
  };
}

function beginOf({ session, scan }: TaskOrder) {
  return {
    mode: session.mode,
    userId: session.user.id,
    sessionId: session.id,
    kind: 'scan',
    pages: null,
    copies: 1,
    color: scan.color === 'color',
    sides: scan.duplex ? 'two-sided-long-edge' : 'one-sided',
    printer: null,
  } as const;
}

function outcomeOf(as: ScanEnd): ActivityOutcome {
  if (as === 'finished') return 'completed';
  return as === 'cancelled' ? 'cancelled' : 'failed';
}
