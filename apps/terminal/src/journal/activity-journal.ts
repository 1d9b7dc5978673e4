import { Fault, type ActivityId, type SessionId } from '@holdover/kernel';
import type { RecordOf } from '@holdover/journal';
import type { Hooks } from './hooks.ts';
import type { TerminalJournal } from './terminal-journal.ts';

/** What is known before the first byte goes to paper (F4). `mode` is of the activity, not of its session (C4). */
export type ActivityBegin = Pick<
  RecordOf<'activity-begin'>,
  'mode' | 'userId' | 'sessionId' | 'kind' | 'pages' | 'copies' | 'color' | 'sides' | 'printer'
>;

export type ActivityEnd = Pick<
  RecordOf<'activity-end'>,
  'mode' | 'outcome' | 'impressions' | 'sheets' | 'color' | 'source' | 'toReview'
>;

/** An activity that a power loss left without its outcome. */
export type OpenActivity = RecordOf<'activity-begin'>;

/** The journal as what prints, copies and scans sees it. */
export interface ActivityJournal {
  /** Resolves once on disk: only then may the effect begin. The id, a new one, is also the job's name at the printer (F4). */
  recordBegin(id: ActivityId, begin: ActivityBegin): Promise<void>;
  /** Resolves once on disk. @throws Fault `activity-not-open` when it has no beginning or has its end already */
  recordEnd(id: ActivityId, end: ActivityEnd): Promise<void>;
  /** All without an end. While nothing runs they are to be settled before the next effect: each gets its `recordEnd`. */
  leftOpen(): readonly OpenActivity[];
}

export interface ActivityJournalOptions {
  readonly journal: TerminalJournal;
  readonly hooks: Hooks;
  /** The record is on disk: the session is kept open until the end (D5). */
  readonly onBegan: (activity: ActivityId, session: SessionId) => void;
  readonly onEnded: (activity: ActivityId) => void;
}

export function createActivityJournal(options: ActivityJournalOptions): ActivityJournal {
  const { journal, hooks, onBegan, onEnded } = options;
  return {
    async recordBegin(activityId, begin) {
      hooks.at('before-record');
      journal.append({ type: 'activity-begin', ...begin, activityId, jobName: activityId });
      hooks.at('after-record');
      if (begin.sessionId !== null) onBegan(activityId, begin.sessionId);
    },
    async recordEnd(activityId, end) {
      const userId = journal.openActivities().find((begin) => begin.activityId === activityId)?.userId;
      if (userId === undefined) {
        throw new Fault({ owner: 'ours', code: 'activity-not-open', message: `Activity ${activityId} is not open` });
      }
      hooks.at('after-effect');
      journal.append({ type: 'activity-end', ...end, activityId, userId });
      onEnded(activityId);
    },
    leftOpen: () => journal.openActivities(),
  };
}
