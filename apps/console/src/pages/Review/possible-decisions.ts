import type { ReviewItem } from '@holdover/api';

/**
 * What *book* does to the books: `keeps` counted as it is · `adds` counted from now on · `adds-print` counted as a print outside any
 * session · `nothing` there is nothing in it to count.
 */
export type BookEffect = 'keeps' | 'adds' | 'adds-print' | 'nothing';
/** What *discard* takes out of every sum; `stays` it is not counted, and will not be. */
export type DiscardEffect = 'session' | 'activity' | 'fork' | 'stays' | 'nothing';

export interface PossibleDecisions {
  /** Null: it cannot be booked. */
  readonly book: BookEffect | null;
  readonly discard: DiscardEffect | null;
  /** It is about an activity: a person may say how many pages it has. */
  readonly countsPages: boolean;
}

const SEEN: PossibleDecisions = { book: 'nothing', discard: null, countsPages: false };

/** As the server acts on them (F3s). Where both come to the same there is one. */
export function possibleDecisions(item: ReviewItem): PossibleDecisions {
  const type = item.record?.['type'];
  if (item.record === null) {
    return { book: null, discard: item.text === null ? 'nothing' : 'stays', countsPages: false };
  }
  if (item.booked && item.kind === 'fork') return { book: 'keeps', discard: 'fork', countsPages: false };
  switch (type) {
    case 'session-begin':
      return { book: item.booked ? 'keeps' : 'adds', discard: item.booked ? 'session' : 'stays', countsPages: false };
    case 'session-end':
      return item.booked ? SEEN : { book: 'adds', discard: 'stays', countsPages: false };
    case 'activity-begin':
    case 'activity-end':
      return ofActivity(item, type);
    default:
      return SEEN;
  }
}

function ofActivity({ booked, kind, activityId }: ReviewItem, type: 'activity-begin' | 'activity-end') {
  const countsPages = activityId !== null;
  if (booked) return { book: 'keeps', discard: 'activity', countsPages } as const;
  const alone = type === 'activity-end' && kind === 'gap';
  return { book: alone ? 'adds-print' : 'adds', discard: 'stays', countsPages } as const;
}
