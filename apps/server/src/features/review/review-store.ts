import type { ReviewKind } from '@holdover/api';
import type { ActivityId, DeviceId, EpochId, Instant, ReviewItemId, SessionId, TerminalId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';

/** What conflicts and waits for a decision (F3). */
export interface ReviewItem {
  readonly id: ReviewItemId;
  readonly kind: ReviewKind;
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly epoch: EpochId | null;
  readonly sequence: number | null;
  /** Of the text it is about. */
  readonly hash: string | null;
  /** Of a gap: the hash of the record that is missing. */
  readonly follows: string | null;
  readonly sessionId: SessionId | null;
  readonly activityId: ActivityId | null;
  /** Whether what the text says is in the books. */
  readonly booked: boolean;
  readonly detail: string;
  readonly raisedAt: Instant;
}

export interface ReviewDecision {
  readonly decision: 'book' | 'discard';
  readonly note: string;
  /** Null where what was missing came. */
  readonly decidedBy: string | null;
  readonly decidedAt: Instant;
}

/** An item with what a reader needs beside it. */
export interface ShownReviewItem extends ReviewItem {
  readonly deviceName: string | null;
  /** As it came; null where it is about no one text. */
  readonly text: string | null;
  readonly decision: ReviewDecision | null;
}

export interface ReviewQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly state: 'open' | 'decided' | 'all';
  readonly kind?: ReviewKind | undefined;
  readonly deviceId?: DeviceId | undefined;
}

/** Invariant: an item is decided at most once, and never deleted. */
export interface ReviewStore {
  add(item: ReviewItem): Promise<void>;
  /** Whether an open one of that kind is about this epoch. */
  hasOpen(terminalId: TerminalId, kind: ReviewKind, epoch: EpochId): Promise<boolean>;
  /** Whether one of that kind is about this text, decided or not. */
  isKnown(terminalId: TerminalId, kind: ReviewKind, hash: string): Promise<boolean>;
  /** Open items about the end of something whose beginning had not come. */
  endsWithout(deviceId: DeviceId, beginning: SessionId | ActivityId): Promise<readonly ShownReviewItem[]>;
  /** The records of these hashes came: gaps before their successors, which are booked, are none any more. @returns those */
  closeGaps(terminalId: TerminalId, hashes: readonly string[], at: Instant): Promise<readonly ReviewItemId[]>;
  read(id: ReviewItemId): Promise<ShownReviewItem | undefined>;
  /** Those there are, in any order. */
  readAll(ids: readonly ReviewItemId[]): Promise<readonly ShownReviewItem[]>;
  /** Of each kind of which one waits. */
  countOpen(): Promise<readonly { readonly kind: ReviewKind; readonly count: number }[]>;
  page(question: ReviewQuestion): Promise<Page<ShownReviewItem>>;
  decide(id: ReviewItemId, decision: ReviewDecision & { readonly booked: boolean }): Promise<void>;
}
