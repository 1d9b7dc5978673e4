import type { Activity, UserSession } from '@holdover/api';
import {
  bookingOf,
  factsNeeded,
  readBatch,
  recordKey,
  verifyBatch,
  type AcceptedRecord,
  type BookedUpTo,
  type Finding,
  type RecordPlace,
  type SessionRow,
  type VerifiedBatch,
} from '@holdover/journal';
import {
  makeId,
  type ActivityId,
  type Clock,
  type DeviceId,
  type Digest,
  type Entropy,
  type Instant,
  type SessionId,
  type TerminalId,
} from '@holdover/kernel';
import type { JournalAcknowledgement, JournalAnswer, JournalBatch } from '@holdover/protocol';
import type { Database, Queries } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import type { NewReviewItem, SessionStore } from '../sessions/session-store.ts';
import { createSqlSessionStore } from '../sessions/session-store-sql.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createSqlJournalStore } from './journal-store-sql.ts';
import type { JournalStore } from './journal-store.ts';

/** What a batch made true, for those who watch. */
export interface Booked {
  readonly opened: readonly UserSession[];
  readonly ended: readonly UserSession[];
  readonly recorded: readonly Activity[];
}

export interface JournalIntakeDeps {
  readonly database: Database;
  readonly fleet: Pick<FleetAuthority, 'incarnation' | 'signer'>;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly entropy: Entropy;
  readonly onBooked: (booked: Booked) => void;
}

export interface JournalIntake {
  /**
   * F3: accepts and books in one transaction, each (terminal, epoch, sequence) once.
   * @throws GatewayRefusal `bad-request` for a text that is no record of this terminal: then nothing is booked
   */
  accept(terminal: TerminalRecord, batch: JournalBatch): Promise<JournalAnswer>;
}

export function createJournalIntake(deps: JournalIntakeDeps): JournalIntake {
  return {
    accept: async (terminal, { records }) => {
      const batch = readBatch(terminal.id, records, deps.digest);
      if (!batch.ok) throw new GatewayRefusal('bad-request', `Record ${batch.index}: ${batch.problem}`);
      const { verified, touched } = await deps.database.transact(async (queries) => {
        const journal = createSqlJournalStore(queries);
        await journal.lock(terminal.id);
        const facts = factsNeeded(batch.records);
        const verifiedBatch = verifyBatch(await journal.known(terminal.id, facts), batch.records);
        return {
          verified: verifiedBatch,
          touched: await bookBatch(deps, { queries, terminal, verified: verifiedBatch }),
        };
      });
      await tell(deps, touched);
      return { acknowledgements: verified.booked.map((booked) => acknowledge(deps, terminal.id, booked)) };
    },
  };
}

interface Booking {
  readonly queries: Queries;
  readonly terminal: TerminalRecord;
  readonly verified: VerifiedBatch;
}

/** What the events after the commit are about. */
interface Touched {
  readonly opened: Set<SessionId>;
  readonly ended: Set<SessionId>;
  readonly recorded: Set<ActivityId>;
}

async function bookBatch(deps: JournalIntakeDeps, { queries, terminal, verified }: Booking): Promise<Touched> {
  const at = deps.clock.wall();
  const journal = createSqlJournalStore(queries);
  await journal.append(verified.accepted, at);
  const newFindings = await keepConflicts(journal, verified, at);
  await journal.putHeads(terminal.id, verified.heads.values());
  const touched: Touched = { opened: new Set(), ended: new Set(), recorded: new Set() };
  const books: Books = {
    queries,
    sessions: createSqlSessionStore(queries),
    terminal,
    touched,
    review: reviewer(deps, queries, terminal, at),
  };
  for (const accepted of verified.accepted) await book(books, accepted);
  for (const finding of newFindings) await books.review(finding.kind, detailOf(finding), null);
  if (verified.findings.some(({ kind }) => kind === 'fork') && terminal.suspendedAt === null) {
    await createSqlTerminalStore(queries).update(terminal.id, { suspendedAt: at });
  }
  return touched;
}

/** @returns what to tell a person: a contradiction sent once more is no news */
async function keepConflicts(journal: JournalStore, verified: VerifiedBatch, at: Instant): Promise<readonly Finding[]> {
  const news = new Set((await journal.keepConflicting(verified.conflicting, at)).map(keyOf));
  const old = new Set(verified.conflicting.map(({ record }) => keyOf(record)).filter((key) => !news.has(key)));
  return verified.findings.filter((finding) => !old.has(keyOf(finding)));
}

function keyOf({ epoch, sequence }: RecordPlace): string {
  return recordKey(epoch, sequence);
}

type Review = (kind: NewReviewItem['kind'], detail: string, activityId: ActivityId | null) => Promise<void>;

interface Books {
  readonly queries: Queries;
  readonly sessions: SessionStore;
  readonly terminal: TerminalRecord;
  readonly touched: Touched;
  readonly review: Review;
}

/**
 * Invariant: what the record says is booked whatever review thinks of it: a page printed is a page accounted. What would change
 * something booked before goes to review instead.
 */
async function book(
  { queries, sessions, terminal, touched, review }: Books,
  { record }: AcceptedRecord,
): Promise<void> {
  const booking = bookingOf(record);
  switch (booking.book) {
    case 'open-session':
      if (!(await sessions.openSession(booking.session, terminal.deviceId))) {
        return review('changed-record', `Session ${booking.session.id} was begun before`, null);
      }
      touched.opened.add(booking.session.id);
      if (record.mode === 'online')
        await createSqlHoldingStore(queries).acknowledgeSessions(terminal.id, booking.session.credentialIds);
      else await reviewEntitlement({ sessions, review }, booking.session);
      return;
    case 'end-session':
      if (!(await sessions.endSession(terminal.id, booking.sessionId, booking.end))) {
        return review('gap', `The end of session ${booking.sessionId} came without an open beginning`, null);
      }
      touched.ended.add(booking.sessionId);
      return;
    case 'begin-activity':
      if (await sessions.beginActivity(booking.activity, terminal.deviceId)) return;
      return review('changed-record', `Activity ${booking.activity.id} was begun before`, null);
    case 'end-activity':
      if (!(await sessions.endActivity(terminal.id, booking.activityId, booking.end))) {
        return review(
          'gap',
          `The end of activity ${booking.activityId} (${booking.end.impressions} impressions) came without an open beginning`,
          null,
        );
      }
      touched.recorded.add(booking.activityId);
      if (!booking.end.toReview) return;
      return review(
        'unknown-outcome',
        `How much of activity ${booking.activityId} was printed is not certain`,
        booking.activityId,
      );
    case 'nothing':
  }
}

/** F5: by the session's own time. */
async function reviewEntitlement(
  { sessions, review }: Pick<Books, 'sessions' | 'review'>,
  session: SessionRow,
): Promise<void> {
  if (!(await sessions.deniedAt(session.userId, session.credentialIds, session.startedAt))) return;
  await review(
    'user-not-entitled',
    `User ${session.userId} logged in offline after being disabled or losing the credential`,
    null,
  );
}

function reviewer(
  { entropy }: JournalIntakeDeps,
  queries: Queries,
  terminal: TerminalRecord,
  raisedAt: Instant,
): Review {
  const sessions = createSqlSessionStore(queries);
  const deviceId: DeviceId = terminal.deviceId;
  return (kind, detail, activityId) =>
    sessions.addReview({
      id: makeId('reviewItem', raisedAt, entropy),
      kind,
      terminalId: terminal.id,
      deviceId,
      activityId,
      detail,
      raisedAt,
    });
}

function detailOf({ kind, epoch, sequence }: Finding): string {
  return `${kind} at record ${sequence} of epoch ${epoch}`;
}

function acknowledge({ fleet }: JournalIntakeDeps, terminalId: TerminalId, booked: BookedUpTo): JournalAcknowledgement {
  const { epoch, upTo, hash: headHash } = booked;
  const signed = { terminalId, epoch, upTo, headHash, incarnation: fleet.incarnation };
  return { ...signed, signature: fleet.signer.sign(signed) };
}

/** After the commit: an event tells what is true. */
async function tell({ database, onBooked }: JournalIntakeDeps, { opened, ended, recorded }: Touched): Promise<void> {
  if (opened.size + ended.size + recorded.size === 0) return;
  const store = createSqlSessionStore(database.queries);
  const sessionsOf = async (ids: Iterable<SessionId>) =>
    present(await Promise.all([...ids].map((id) => store.session(id))));
  onBooked({
    opened: await sessionsOf(opened),
    ended: await sessionsOf(ended),
    recorded: present(await Promise.all([...recorded].map((id) => store.activity(id)))),
  });
}

function present<T>(values: readonly (T | undefined)[]): T[] {
  return values.filter((value) => value !== undefined);
}
