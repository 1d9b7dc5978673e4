import type { Activity, UserSession } from '@holdover/api';
import type { ActivityEnd, ActivityRow, Booking, JournalRecord, SessionRow } from '@holdover/journal';
import type { ActivityId, DeviceId, Instant, SessionId, TerminalId, UserId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { TimeRange } from '../../database/time-range.ts';

/** In time by their beginning. */
export interface SessionFilters extends TimeRange {
  readonly userId?: UserId | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly mode?: 'online' | 'offline' | undefined;
  readonly sessionId?: SessionId | undefined;
  readonly q?: string | undefined;
}

export interface UnexplainedPages {
  readonly id: ActivityId;
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly mode: 'online' | 'offline';
  /** When they were found. */
  readonly at: Instant;
  readonly impressions: number;
  /** An activity whose number was not certain when they came out: they may be of it. */
  readonly uncertainId: ActivityId | null;
}

/**
 * The books. Written by journal intake, and by decisions about its records: the journal is the only road into accounting (F1).
 * Invariant: what was said at one device is never changed by what comes later, from there or elsewhere: a second beginning or end
 * is refused. Only a person's decision corrects it.
 */
export interface SessionStore {
  /** @returns false when a session of this id was opened before */
  openSession(session: SessionRow, deviceId: DeviceId): Promise<boolean>;
  /** @returns false when this device has no such session open */
  endSession(deviceId: DeviceId, id: SessionId, end: NonNullable<SessionRow['end']>): Promise<boolean>;
  /** @returns false when an activity of this id began before */
  beginActivity(activity: ActivityRow, deviceId: DeviceId): Promise<boolean>;
  /** @returns false when this device has no such activity without its end */
  endActivity(deviceId: DeviceId, id: ActivityId, end: ActivityEnd): Promise<boolean>;
  /** By decision: whatever end it had. */
  correctSessionEnd(id: SessionId, end: NonNullable<SessionRow['end']>): Promise<void>;
  /** By decision: whatever end it had. @returns false when there is no such activity */
  correctActivityEnd(id: ActivityId, end: ActivityEnd): Promise<boolean>;
  /** F7e: what the device counted stays: so many fewer are unexplained beside it. */
  correctImpressions(id: ActivityId, impressions: number): Promise<void>;
  /** F7: nobody's print, by what the device counted. */
  bookUnexplained(pages: UnexplainedPages): Promise<void>;
  /** By decision: an end whose beginning never came, booked as a print outside any session. */
  bookEndAlone(
    record: JournalRecord,
    booking: Extract<Booking, { book: 'end-activity' }>,
    deviceId: DeviceId,
  ): Promise<void>;
  /** By decision: shown, and in no sum; with its activities. */
  discardSession(id: SessionId): Promise<void>;
  discardActivity(id: ActivityId): Promise<void>;
  session(id: SessionId): Promise<UserSession | undefined>;
  activity(id: ActivityId): Promise<Activity | undefined>;
  sessions(question: PageQuestion & SessionFilters): Promise<Page<UserSession>>;
  activities(
    question: PageQuestion &
      SessionFilters & {
        readonly activityId?: ActivityId | undefined;
        readonly unauthenticated?: 'true' | 'false' | undefined;
      },
  ): Promise<Page<Activity>>;
}
