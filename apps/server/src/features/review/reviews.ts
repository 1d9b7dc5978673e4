import { bookingOf, decodeRecord, type JournalRecord } from '@holdover/journal';
import type { ReviewItemId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { createSqlJournalStore } from '../journal-intake/journal-store-sql.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { ReviewDecision, ShownReviewItem } from './review-store.ts';
import { createSqlReviewStore } from './review-store-sql.ts';
import { reviewToApi } from './review-to-api.ts';

export interface GivenDecision extends Pick<ReviewDecision, 'decision' | 'note'> {
  readonly impressions?: number | undefined;
  readonly check: (item: ShownReviewItem) => void;
}

/** F3: a person decides what the books say about a conflict. The records stay as they came. */
export interface Reviews {
  /** @throws ProblemFault `not-found`, `already-decided`, `nothing-to-book`, `invalid-body`, `precondition-failed` */
  decide(actor: Actor, id: ReviewItemId, given: GivenDecision): Promise<ShownReviewItem>;
}

export interface ReviewsDeps {
  readonly changes: Changes;
  readonly events: Pick<EventHub, 'publish'>;
}

export function createReviews({ changes, events }: ReviewsDeps): Reviews {
  return {
    decide: (actor, id, { decision, note, impressions, check }) =>
      changes.make(actor, async (change) => {
        const store = createSqlReviewStore(change.queries);
        const item = await store.read(id);
        if (item === undefined) throw new ProblemFault('not-found');
        check(item);
        if (item.decision !== null) throw new ProblemFault('already-decided');
        // Journal intake writes into the same books.
        await createSqlJournalStore(change.queries).lock(item.terminalId);
        if (decision === 'book') await book(change, item, impressions);
        else if (item.booked) await takeOut(change, item);
        const made: ReviewDecision = { decision, note, decidedBy: actor.name, decidedAt: change.at };
        const booked = decision === 'book' && recordOf(item) !== undefined;
        await store.decide(id, { ...made, booked });
        await change.audit({
          action: 'review.decided',
          target: { kind: 'review-item', id, name: item.kind },
          before: { booked: item.booked },
          after: { booked, decision, note, ...(impressions === undefined ? {} : { impressions }) },
        });
        const decided = { ...item, booked, decision: made };
        change.afterCommit(() => events.publish({ name: 'review.changed', data: reviewToApi(decided) }));
        return decided;
      }),
  };
}

async function book(change: Change, item: ShownReviewItem, impressions: number | undefined): Promise<void> {
  const sessions = createSqlSessionStore(change.queries);
  const record = recordOf(item);
  if (record === undefined && item.text !== null) throw new ProblemFault('nothing-to-book');
  if (!item.booked && record !== undefined) await bookRecord(change, item, record);
  if (impressions === undefined) return;
  if (item.activityId === null)
    throw new ProblemFault('invalid-body', [{ pointer: '/impressions', code: 'unknown-field', value: impressions }]);
  await sessions.correctImpressions(item.activityId, impressions);
}

/** What stands against it in the books gives way: a person has decided. */
async function bookRecord({ queries }: Change, item: ShownReviewItem, record: JournalRecord): Promise<void> {
  const sessions = createSqlSessionStore(queries);
  const terminal = await createSqlTerminalStore(queries).read(record.terminalId);
  const deviceId = terminal?.deviceId ?? item.deviceId;
  const booking = bookingOf(record);
  switch (booking.book) {
    case 'open-session':
      await sessions.openSession(booking.session, deviceId);
      return;
    case 'end-session':
      await sessions.correctSessionEnd(booking.sessionId, booking.end);
      return;
    case 'begin-activity':
      await sessions.beginActivity(booking.activity, deviceId);
      return;
    case 'end-activity':
      if (await sessions.correctActivityEnd(booking.activityId, booking.end)) return;
      await sessions.bookEndAlone(record, booking, deviceId);
      return;
    case 'nothing':
  }
}

/** A beginning takes with it what it began; the end of an activity, its pages. */
async function takeOut({ queries }: Change, item: ShownReviewItem): Promise<void> {
  const own = recordOf(item);
  const records =
    item.kind === 'fork' && item.epoch !== null
      ? await createSqlJournalStore(queries).flagged(item.terminalId, item.epoch, 'fork')
      : own === undefined
        ? []
        : [own];
  const sessions = createSqlSessionStore(queries);
  for (const record of records) {
    if (record.type === 'session-begin') await sessions.discardSession(record.sessionId);
    if (record.type === 'activity-begin' || record.type === 'activity-end')
      await sessions.discardActivity(record.activityId);
  }
}

function recordOf({ text }: ShownReviewItem): JournalRecord | undefined {
  const decoded = text === null ? undefined : decodeRecord(text);
  return decoded?.ok === true ? decoded.record : undefined;
}
