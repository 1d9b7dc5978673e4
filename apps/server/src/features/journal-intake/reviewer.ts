import type { JournalRecord } from '@holdover/journal';
import { makeId, type Entropy, type Instant, type ReviewItemId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { createSqlReviewStore } from '../review/review-store-sql.ts';
import type { ReviewItem } from '../review/review-store.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';

export interface ReviewNote extends Pick<ReviewItem, 'kind' | 'booked' | 'detail'> {
  readonly hash: string;
  /** The record, where the text is one. */
  readonly record?: JournalRecord;
  readonly epoch?: ReviewItem['epoch'];
  readonly sequence?: ReviewItem['sequence'];
}

/** Puts something to review. @returns false when that was done before: what is sent once more is no news */
export type Reviewer = (note: ReviewNote) => Promise<boolean>;

export interface ReviewerDeps {
  readonly entropy: Entropy;
  readonly queries: Queries;
  readonly terminal: TerminalRecord;
  readonly at: Instant;
  /** What was put to review, or decided, for those who are told of it. */
  readonly reviewed: Set<ReviewItemId>;
}

export function createReviewer({ entropy, queries, terminal, at, reviewed }: ReviewerDeps): Reviewer {
  const store = createSqlReviewStore(queries);
  return async ({ kind, hash, booked, detail, record, ...place }) => {
    if (await store.isKnown(terminal.id, kind, hash)) return false;
    const id = makeId('reviewItem', at, entropy);
    await store.add({
      id,
      kind,
      terminalId: terminal.id,
      deviceId: terminal.deviceId,
      epoch: record?.epoch ?? place.epoch ?? null,
      sequence: record?.sequence ?? place.sequence ?? null,
      hash,
      follows: kind === 'gap' ? (record?.previousHash ?? null) : null,
      sessionId: record !== undefined && 'sessionId' in record ? record.sessionId : null,
      activityId: record !== undefined && 'activityId' in record ? record.activityId : null,
      booked,
      detail,
      raisedAt: at,
    });
    reviewed.add(id);
    return true;
  };
}
