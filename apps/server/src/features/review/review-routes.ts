import { countOpenReview, decideReview, getReview, listReview } from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { ReviewStore } from './review-store.ts';
import { reviewToApi } from './review-to-api.ts';
import type { Reviews } from './reviews.ts';

export interface ReviewRoutesDeps {
  readonly reviews: Reviews;
  readonly store: ReviewStore;
}

export function addReviewRoutes(routes: RouteRegistrar, { reviews, store }: ReviewRoutesDeps): void {
  routes.add(listReview, async ({ query }) => {
    const { items, nextCursor } = await store.page(query);
    return { items: items.map(reviewToApi), nextCursor };
  });
  routes.add(countOpenReview, async () => {
    const kinds = await store.countOpen();
    return { count: kinds.reduce((sum, { count }) => sum + count, 0), kinds: [...kinds] };
  });
  routes.add(getReview, async ({ params }) => {
    const item = await store.read(params.id);
    if (item === undefined) throw new ProblemFault('not-found');
    return reviewToApi(item);
  });
  routes.add(decideReview, async ({ actor, params, body, requireMatch }) =>
    reviewToApi(await reviews.decide(actor, params.id, { ...body, check: (item) => requireMatch(reviewToApi(item)) })),
  );
}
