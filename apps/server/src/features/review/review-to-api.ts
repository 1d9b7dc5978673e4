import type { ReviewItem as ApiReviewItem } from '@holdover/api';
import { decodeRecord } from '@holdover/journal';
import { instant, toRfc3339 } from '@holdover/kernel';
import type { ShownReviewItem } from './review-store.ts';

export function reviewToApi({
  hash: _hash,
  follows: _follows,
  raisedAt,
  decision,
  ...item
}: ShownReviewItem): ApiReviewItem {
  const decoded = item.text === null ? undefined : decodeRecord(item.text);
  const read = decoded?.ok === true ? decoded.record : null;
  return {
    ...item,
    record: read && (JSON.parse(JSON.stringify(read)) as ApiReviewItem['record']), // a record is JSON by its schema
    recordedAt: read && toRfc3339(instant(read.time.trusted)),
    raisedAt: toRfc3339(raisedAt),
    decision: decision && { ...decision, decidedAt: toRfc3339(decision.decidedAt) },
  };
}
