import { instant, type ActivityId, type Instant, type SessionId, type TerminalId, type UserId } from '@holdover/kernel';
import type { JournalRecord, RecordOf, SessionEndReason } from './record.ts';

/** A user session as the server books it; times are the terminal's trusted ones (F5). */
export interface SessionRow {
  readonly id: SessionId;
  readonly terminalId: TerminalId;
  readonly userId: UserId;
  readonly method: RecordOf<'session-begin'>['method'];
  readonly credentialIds: RecordOf<'session-begin'>['credentialIds'];
  readonly mode: JournalRecord['mode'];
  readonly startedAt: Instant;
  readonly end: { readonly at: Instant; readonly reason: SessionEndReason } | null;
}

export interface ActivityRow {
  readonly id: ActivityId;
  /** Null for a direct print. */
  readonly sessionId: SessionId | null;
  readonly terminalId: TerminalId;
  readonly userId: UserId;
  readonly kind: RecordOf<'activity-begin'>['kind'];
  /** C4: of the activity, not of its session. */
  readonly mode: JournalRecord['mode'];
  readonly startedAt: Instant;
  readonly pages: number | null;
  readonly copies: number;
  readonly color: boolean;
  readonly sides: RecordOf<'activity-begin'>['sides'];
  /** Null while it is unfinished. */
  readonly end: ActivityEnd | null;
}

export interface ActivityEnd extends Pick<
  RecordOf<'activity-end'>,
  'outcome' | 'impressions' | 'sheets' | 'color' | 'source' | 'toReview'
> {
  readonly at: Instant;
}

/** What one record means to the books. */
export type Booking =
  | { readonly book: 'open-session'; readonly session: SessionRow }
  | {
      readonly book: 'end-session';
      readonly sessionId: SessionId;
      readonly end: { readonly at: Instant; readonly reason: SessionEndReason };
    }
  | { readonly book: 'begin-activity'; readonly activity: ActivityRow }
  | { readonly book: 'end-activity'; readonly activityId: ActivityId; readonly end: ActivityEnd }
  | { readonly book: 'nothing' };

/** F1: the journal is the only road into accounting, and this is its only gate. */
export function bookingOf(record: JournalRecord): Booking {
  const at = instant(record.time.trusted);
  switch (record.type) {
    case 'session-begin':
      return { book: 'open-session', session: sessionOf(record, at) };
    case 'session-end':
      return { book: 'end-session', sessionId: record.sessionId, end: { at, reason: record.reason } };
    case 'activity-begin':
      return { book: 'begin-activity', activity: activityOf(record, at) };
    case 'activity-end':
      return { book: 'end-activity', activityId: record.activityId, end: endOf(record, at) };
    case 'epoch-begin':
    case 'refusal':
    case 'refusals':
    case 'clock-step':
    case 'counters':
      return { book: 'nothing' };
  }
}

function sessionOf(record: RecordOf<'session-begin'>, startedAt: Instant): SessionRow {
  const { sessionId, terminalId, userId, method, credentialIds, mode } = record;
  return { id: sessionId, terminalId, userId, method, credentialIds, mode, startedAt, end: null };
}

function activityOf(record: RecordOf<'activity-begin'>, startedAt: Instant): ActivityRow {
  const { activityId, sessionId, terminalId, userId, kind, mode, pages, copies, color, sides } = record;
  return {
    id: activityId,
    sessionId,
    terminalId,
    userId,
    kind,
    mode,
    startedAt,
    pages,
    copies,
    color,
    sides,
    end: null,
  };
}

function endOf(record: RecordOf<'activity-end'>, at: Instant): ActivityEnd {
  const { outcome, impressions, sheets, color, source, toReview } = record;
  return { at, outcome, impressions, sheets, color, source, toReview };
}
