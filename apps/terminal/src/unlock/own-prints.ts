import { elapsed, seconds, type BootTime, type Clock } from '@holdover/kernel';
import type { ActivityJournal } from '../journal/activity-journal.ts';
import type { TerminalJournal } from '../journal/terminal-journal.ts';

/** Impressions that prints and copies of this terminal explain. */
export interface OwnPrints {
  /** Since the terminal started, of those that are over. */
  total(): number;
  /** How many of those say the least alone (F4c). */
  doubts(): number;
  /** One is not over, or was left open by a power loss. */
  isOpen(): boolean;
  /** None is open, and the last has been over for a while. */
  isQuiet(): boolean;
}

/** A counter may lag behind the job that the device calls completed. */
const SETTLES = seconds(3);

/** @returns the journal to print by; what it writes is counted */
export function countOwnPrints(
  activities: ActivityJournal,
  journal: Pick<TerminalJournal, 'openActivities'>,
  clock: Clock,
): { readonly activities: ActivityJournal; readonly own: OwnPrints } {
  let total = 0;
  let doubts = 0;
  let changedAt: BootTime | undefined;
  const isOpen = (): boolean => journal.openActivities().some(({ kind }) => kind === 'print' || kind === 'copy');
  const kindOf = (id: string): string | undefined =>
    journal.openActivities().find(({ activityId }) => activityId === id)?.kind;
  return {
    activities: {
      ...activities,
      async recordEnd(id, end) {
        const kind = kindOf(id);
        await activities.recordEnd(id, end);
        if (kind !== 'print' && kind !== 'copy') return;
        total += end.impressions;
        if (end.toReview) doubts += 1;
        changedAt = clock.boot();
      },
    },
    own: {
      total: () => total,
      doubts: () => doubts,
      isOpen,
      isQuiet: () => !isOpen() && (changedAt === undefined || elapsed(changedAt, clock.boot()) >= SETTLES),
    },
  };
}
