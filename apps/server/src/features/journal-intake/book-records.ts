import {
  bookingOf,
  decodeRecord,
  isEntitledAt,
  type AcceptedRecord,
  type ActivityRow,
  type Booking,
  type Finding,
  type JournalRecord,
  type SessionRow,
  type VerifiedBatch,
} from '@holdover/journal';
import { earliest, type ActivityId, type Entropy, type Instant, type SessionId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { createSqlReviewStore } from '../review/review-store-sql.ts';
import { createSqlEntitlementStore } from '../sessions/entitlement-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import { createSqlUseStore } from '../sync/use-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { settleClaim } from '../jobs/settle-claims.ts';
import { bookCounters, explainPages } from './book-counters.ts';
import type { Touched } from './journal-intake.ts';
import { createSqlJournalStore } from './journal-store-sql.ts';
import type { Reviewer } from './reviewer.ts';

/** The verified records of one terminal, inside the transaction that accepts them. */
export interface BookingBatch {
  readonly queries: Queries;
  readonly terminal: TerminalRecord;
  readonly at: Instant;
  readonly touched: Touched;
  readonly review: Reviewer;
  readonly entropy: Entropy;
}

/** security.md, Time: a step of more than five minutes is told. */
const LARGE_STEP = 5 * 60_000;

/**
 * Invariant: what an accepted record says is booked whatever review thinks of it: a page printed is a page accounted. What would
 * change something booked before goes to review instead.
 */
export async function bookVerified(batch: BookingBatch, verified: VerifiedBatch): Promise<void> {
  const { queries, terminal, at } = batch;
  const journal = createSqlJournalStore(queries);
  await journal.append(verified.accepted, at);
  await journal.keepConflicting(verified.conflicting, at);
  await journal.putHeads(terminal.id, verified.heads.values());
  const books: Books = { ...batch, sessions: createSqlSessionStore(queries) };
  for (const accepted of verified.accepted) await book(books, accepted);
  for (const finding of verified.findings) await putToReview(batch, finding, verified);
  await reviewFollowers(batch, verified);
  const hashes = verified.accepted.map(({ hash }) => hash);
  for (const id of await createSqlReviewStore(queries).closeGaps(terminal.id, hashes, at))
    batch.touched.reviewed.add(id);
  if (verified.findings.some(({ kind }) => kind === 'fork')) await suspend(batch);
}

async function suspend({ queries, terminal, at, touched }: BookingBatch): Promise<void> {
  if (terminal.suspendedAt !== null) return;
  await createSqlTerminalStore(queries).update(terminal.id, { suspendedAt: at });
  const detail = 'Two journals continue one record: another machine acts as this terminal. Enrol it anew';
  touched.alerts.push({ kind: 'identity-forked', terminal, detail });
}

async function putToReview({ review }: BookingBatch, { kind, about }: Finding, verified: VerifiedBatch): Promise<void> {
  const { record, hash } = about;
  const booked = !verified.conflicting.includes(about);
  const detail = booked
    ? `${kind} at record ${record.sequence} of epoch ${record.epoch}`
    : `Another text than the one booked as record ${record.sequence} of epoch ${record.epoch}`;
  await review({ kind, hash, record, booked, detail });
}

/** All that follows a fork waits for a decision, also what comes after an earlier one was made. */
async function reviewFollowers({ queries, terminal, review }: BookingBatch, verified: VerifiedBatch): Promise<void> {
  const store = createSqlReviewStore(queries);
  for (const { record, hash, review: kind } of verified.accepted) {
    if (kind !== 'fork' || (await store.hasOpen(terminal.id, 'fork', record.epoch))) continue;
    const detail = `Records from ${record.sequence} of epoch ${record.epoch} on follow a fork`;
    await review({ kind, hash, record, booked: true, detail });
  }
}

interface Books extends BookingBatch {
  readonly sessions: SessionStore;
}

async function book(books: Books, accepted: AcceptedRecord): Promise<void> {
  const { sessions, terminal, touched, review } = books;
  const { record, hash } = accepted;
  const booking = bookingOf(record);
  switch (booking.book) {
    case 'open-session':
      if (!(await sessions.openSession(booking.session, terminal.deviceId))) {
        await review(beside('changed-record', accepted, `Session ${booking.session.id} was begun before`));
        return;
      }
      return sessionOpened(books, accepted, booking.session);
    case 'end-session':
      if (await endSession(books, booking)) return;
      await review(beside('gap', accepted, `The end of session ${booking.sessionId} came without an open beginning`));
      return;
    case 'begin-activity':
      if (await sessions.beginActivity(booking.activity, terminal.deviceId)) {
        return activityBegun(books, accepted, booking.activity);
      }
      await review(beside('changed-record', accepted, `Activity ${booking.activity.id} was begun before`));
      return;
    case 'end-activity':
      if (record.type === 'activity-end') await explainPages(books, record);
      await settleJob(books, booking);
      if (await endActivity(books, booking, { record, hash })) return;
      await review(
        beside(
          'gap',
          accepted,
          `The end of activity ${booking.activityId} (${booking.end.impressions} impressions) came without an open beginning`,
        ),
      );
      return;
    case 'nothing':
      if (record.type === 'counters') return bookCounters(books, record, accepted);
      if (record.type !== 'clock-step' || Math.abs(record.by) <= LARGE_STEP) return;
      touched.alerts.push({ kind: 'clock-step', terminal, detail: `Time was set by ${record.by} ms` });
  }
}

/** The job on the server that was printed, if it was one of those, goes by what the record says. */
async function settleJob({ queries, terminal, at, touched }: Books, { activityId, end }: Ending<'end-activity'>) {
  const change = await settleClaim(queries, { activityId, terminalId: terminal.id, end, at });
  if (change !== undefined) touched.jobs.push(change);
}

/** F5: nobody's session stands for a print without anybody at the device. */
async function activityBegun(books: Books, { record, hash }: AcceptedRecord, activity: ActivityRow): Promise<void> {
  const { id, sessionId, userId, startedAt, mode } = activity;
  const asked = { userId, credentialIds: [], startedAt };
  if (sessionId === null && mode === 'offline' && !(await wasEntitled(books.queries, asked))) {
    const detail = `A job of user ${userId} was printed offline after they were disabled`;
    await books.review({ kind: 'user-not-entitled', hash, record, booked: true, detail });
  }
  await bookWaitingEnd(books, id);
}

/** Of a record whose say is not in the books. */
function beside(kind: 'gap' | 'changed-record', { record, hash }: AcceptedRecord, detail: string) {
  return { kind, hash, record, booked: false, detail };
}

async function sessionOpened(books: Books, { record, hash }: AcceptedRecord, session: SessionRow): Promise<void> {
  const { queries, terminal, touched, review } = books;
  touched.opened.add(session.id);
  await noteUse(books, session);
  if (record.mode === 'online') {
    await createSqlHoldingStore(queries).acknowledgeSessions(terminal.id, session.credentialIds, session.startedAt);
  } else if (!(await wasEntitled(queries, session))) {
    const detail = `User ${session.userId} logged in offline after being disabled or losing the credential`;
    await review({ kind: 'user-not-entitled', hash, record, booked: true, detail });
  }
  await bookWaitingEnd(books, session.id);
}

/** B2: a session dated after its booking is worth no more than one of now. */
function noteUse({ queries, terminal, at }: BookingBatch, { userId, startedAt }: SessionRow): Promise<void> {
  const use = { deviceId: terminal.deviceId, userId, usedAt: earliest(startedAt, at), bookedAt: at };
  return createSqlUseStore(queries).note(use);
}

/** F5: by the session's own time, whatever was changed since. */
async function wasEntitled(
  queries: Queries,
  { userId, credentialIds, startedAt }: Pick<SessionRow, 'userId' | 'credentialIds' | 'startedAt'>,
): Promise<boolean> {
  const changes = await createSqlEntitlementStore(queries).changesOf([userId, ...credentialIds]);
  return changes.every((each) => isEntitledAt(each, startedAt));
}

/** A beginning that was missing came: its end has waited in review. */
async function bookWaitingEnd(books: Books, beginning: SessionId | ActivityId): Promise<void> {
  const { queries, terminal, at } = books;
  const store = createSqlReviewStore(queries);
  for (const { id, text, hash } of await store.endsWithout(terminal.deviceId, beginning)) {
    const decoded = text === null ? undefined : decodeRecord(text);
    if (decoded?.ok !== true || hash === null || !(await bookEnd(books, decoded.record, hash))) continue;
    await store.decide(id, { decision: 'book', note: '', decidedBy: null, decidedAt: at, booked: true });
    books.touched.reviewed.add(id);
  }
}

async function bookEnd(books: Books, record: JournalRecord, hash: string): Promise<boolean> {
  const booking = bookingOf(record);
  if (booking.book === 'end-session') return endSession(books, booking);
  return booking.book === 'end-activity' && endActivity(books, booking, { record, hash });
}

type Ending<B extends Booking['book']> = Extract<Booking, { book: B }>;

async function endSession({ sessions, terminal, touched }: Books, booking: Ending<'end-session'>): Promise<boolean> {
  if (!(await sessions.endSession(terminal.deviceId, booking.sessionId, booking.end))) return false;
  touched.ended.add(booking.sessionId);
  return true;
}

async function endActivity(
  { sessions, terminal, touched, review }: Books,
  { activityId, end }: Ending<'end-activity'>,
  { record, hash }: { readonly record: JournalRecord; readonly hash: string },
): Promise<boolean> {
  if (!(await sessions.endActivity(terminal.deviceId, activityId, end))) return false;
  touched.recorded.add(activityId);
  if (end.toReview) {
    const detail = `How much of activity ${activityId} was printed is not certain`;
    await review({ kind: 'unknown-outcome', hash, record, booked: true, detail });
  }
  return true;
}
