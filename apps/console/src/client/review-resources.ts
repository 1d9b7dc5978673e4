import { countOpenReview, getReview, listReview, type ApiClient, type ReviewKind } from '@holdover/api';
import type { DeviceId, ReviewItemId } from '@holdover/kernel';
import { queryOptions } from '@tanstack/react-query';
import { given, PAGE, pages } from './query-builders.ts';
import { keys } from './query-keys.ts';

/** What waits, unless told otherwise. */
export interface ReviewFilter {
  readonly state?: 'decided' | 'all' | undefined;
  readonly kind?: ReviewKind | undefined;
  readonly deviceId?: DeviceId | undefined;
}

/** What conflicts and needs a person's decision (F3). */
export function reviewResources(api: ApiClient) {
  return {
    reviewItems: (filter: ReviewFilter) =>
      pages([...keys.review, 'list', filter], (at) =>
        api.call(listReview, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    reviewItem: (id: ReviewItemId) =>
      queryOptions({ queryKey: keys.reviewItem(id), queryFn: () => api.call(getReview, { params: { id } }) }),
    openReview: (mayRead: boolean) =>
      queryOptions({
        queryKey: [...keys.review, 'open'],
        queryFn: () => api.call(countOpenReview, {}),
        enabled: mayRead,
      }),
  };
}
