import { decideReview, getReview, listReview, type ReviewItem as ApiReviewItem } from '@holdover/api';
import { decodeRecord } from '@holdover/journal';
import { instant, toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { ReviewStore, ShownReviewItem } from './review-store.ts';
import type { Reviews } from './reviews.ts';

export interface ReviewRoutesDeps {
  readonly reviews: Reviews;
  readonly store: ReviewStore;
}

export function addReviewRoutes(routes: RouteRegistrar, { reviews, store }: ReviewRoutesDeps): void {
  routes.add(listReview, async ({ query }) => {
    const { items, nextCursor } = await store.page(query);
    return { items: items.map(toApi), nextCursor };
  });
  routes.add(getReview, async ({ params }) => {
    const item = await store.read(params.id);
    if (item === undefined) throw new ProblemFault('not-found');
    return toApi(item);
  });
  routes.add(decideReview, async ({ actor, params, body, requireMatch }) =>
    toApi(await reviews.decide(actor, params.id, { ...body, check: (item) => requireMatch(toApi(item)) })),
  );
}

function toApi({ hash: _hash, follows: _follows, raisedAt, decision, ...item }: ShownReviewItem): ApiReviewItem {
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
