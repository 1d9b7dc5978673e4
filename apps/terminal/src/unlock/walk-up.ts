import type { ActivityEnd } from '../journal/activity-journal.ts';
import type { ActivityId, SessionId, UserId } from '@holdover/kernel';
import type { DeviceCounters } from '../device-adapter/device-adapter.ts';

/** Who asked for the device's own panel. */
export interface Asker {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly mode: 'online' | 'offline';
}

/** What the device has counted, and what of it this terminal printed. */
export interface Reading {
  readonly counters: DeviceCounters;
  /** Impressions of our own prints and copies that are over, since the terminal started. */
  readonly own: number;
  /** Those of them whose number is not certain: the least was booked (F4c). */
  readonly doubts: number;
  /** One of ours is not over: its pages are counted, and not in `own` yet. */
  readonly isOwnOpen: boolean;
  /** Nothing of ours printed for a while: the counter stands still while the device is locked. */
  readonly isQuiet: boolean;
}

/** An activity `walk-up` that is in the journal without its end. */
export interface WalkUp {
  readonly activityId: ActivityId;
  /** Null after a power loss: nobody's session is at the panel any more. */
  readonly asker: Asker | null;
  readonly mode: 'online' | 'offline';
  /** Null where the journal does not tell any more. */
  readonly before: Pick<DeviceCounters, 'device' | 'impressions' | 'colorImpressions'> | null;
  /** `Reading.own` at that moment; negative where prints since are of an earlier start. */
  readonly ownBefore: number;
  /** `Reading.doubts` at that moment. */
  readonly doubtsBefore: number;
  /** A print of ours was open: how much of it came out before is not known. */
  readonly isUnsure: boolean;
  /** The unlock failed: the device may never have been free. */
  readonly isFailed: boolean;
}

/**
 * What came out at the unlocked device: the counter's difference, less what our own prints explain of it. Where the counters are of two
 * devices, went back, or count less than our own prints, the least is booked and the rest goes to review.
 */
export function settleWalkUp(walkUp: WalkUp, after: Reading): Omit<ActivityEnd, 'mode'> {
  const { asker, before, ownBefore, isFailed } = walkUp;
  const isUnsure = walkUp.isUnsure || after.doubts > walkUp.doubtsBefore;
  const { counters } = after;
  if (before === null || before.device !== counters.device || counters.impressions < before.impressions)
    return UNKNOWN_END;
  const own = after.own - ownBefore;
  const impressions = counters.impressions - before.impressions - own;
  const inColor = (counters.colorImpressions ?? 0) > (before.colorImpressions ?? 0);
  return {
    outcome: isFailed && impressions <= 0 ? 'failed' : 'completed',
    impressions: Math.max(0, impressions),
    sheets: null,
    // Our own prints may have been all that was in colour.
    color: inColor && impressions > 0,
    source: 'device',
    // After a power loss the device was free for everybody until it was locked again.
    toReview: impressions < 0 || isUnsure || (asker === null && impressions > 0),
  };
}

/** The least, and the rest goes to review. */
export const UNKNOWN_END: Omit<ActivityEnd, 'mode'> = {
  outcome: 'unknown',
  impressions: 0,
  sheets: null,
  color: false,
  source: 'none',
  toReview: true,
};

/** As far as is known while the panel is free. */
export function impressionsSoFar({ before, ownBefore }: WalkUp, now: Reading): number | null {
  if (before === null || before.device !== now.counters.device) return null;
  return Math.max(0, now.counters.impressions - before.impressions - (now.own - ownBefore));
}
