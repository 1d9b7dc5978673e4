import type { Activity, ReviewItem, UserSession } from '@holdover/api';
import type { ActivityEnd, ActivityRow, SessionRow } from '@holdover/journal';
import type {
  ActivityId,
  CredentialId,
  DeviceId,
  Instant,
  ReviewItemId,
  SessionId,
  TerminalId,
  UserId,
} from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';

export interface SessionFilters {
  readonly userId?: UserId | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly mode?: 'online' | 'offline' | undefined;
}

export interface NewReviewItem {
  readonly id: ReviewItemId;
  readonly kind: ReviewItem['kind'];
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly activityId: ActivityId | null;
  readonly detail: string;
  readonly raisedAt: Instant;
}

/**
 * The books. Written by journal intake alone: the journal is the only road into accounting (F1).
 * Invariant: what one terminal said is never changed, by itself or by another: a second beginning or end is refused.
 */
export interface SessionStore {
  /** @returns false when a session of this id was opened before */
  openSession(session: SessionRow, deviceId: DeviceId): Promise<boolean>;
  /** @returns false when this terminal has no such session open */
  endSession(terminalId: TerminalId, id: SessionId, end: NonNullable<SessionRow['end']>): Promise<boolean>;
  /** @returns false when an activity of this id began before */
  beginActivity(activity: ActivityRow, deviceId: DeviceId): Promise<boolean>;
  /** @returns false when this terminal has no such activity without its end */
  endActivity(terminalId: TerminalId, id: ActivityId, end: ActivityEnd): Promise<boolean>;
  addReview(item: NewReviewItem): Promise<void>;
  /** F5: whether a denial of the user or one of the credentials stood at that moment. */
  deniedAt(userId: UserId, credentials: readonly CredentialId[], at: Instant): Promise<boolean>;
  session(id: SessionId): Promise<UserSession | undefined>;
  activity(id: ActivityId): Promise<Activity | undefined>;
  sessions(question: PageQuestion & SessionFilters & { readonly q?: string | undefined }): Promise<Page<UserSession>>;
  activities(
    question: PageQuestion &
      SessionFilters & { readonly sessionId?: SessionId | undefined; readonly q?: string | undefined },
  ): Promise<Page<Activity>>;
  reviews(question: PageQuestion & { readonly q?: string | undefined }): Promise<Page<ReviewItem>>;
}
