import { expect, describe, test } from 'vitest';
import { book, bookingOf, EMPTY_BOOKS, leftOpen, type Books } from './accounting.ts';
import { decodeRecord, type RecordType } from './record.ts';
import { recordsOfVersion1 } from './record-v1.fixture.ts';

function booked(...types: readonly RecordType[]): Books {
  return types.reduce<Books>((books, type) => {
    const decoded = decodeRecord(recordsOfVersion1[type]);
    if (!decoded.ok) throw new Error(decoded.problem);
    return book(books, bookingOf(decoded.record));
  }, EMPTY_BOOKS);
}

const WHOLE = ['epoch-begin', 'session-begin', 'activity-begin', 'activity-end', 'session-end'] as const;

describe('accounting', () => {
  test('[F5a] with the terminal’s times and modes', () => {
    const books = booked(...WHOLE, 'refusal', 'refusals', 'clock-step');
    expect([...books.sessions.values()]).toMatchObject([
      {
        method: 'card+pin',
        mode: 'offline',
        startedAt: 1767225602000,
        end: { at: 1767225605000, reason: 'second-swipe' },
      },
    ]);
    expect([...books.activities.values()]).toMatchObject([
      {
        kind: 'print',
        mode: 'online',
        pages: 3,
        copies: 2,
        startedAt: 1767225603000,
        end: { at: 1767225604000, outcome: 'completed', impressions: 6, sheets: 4, source: 'job' },
      },
    ]);
    expect(leftOpen(books)).toEqual({ sessions: [], activities: [] });
  });

  test('[F5a] nothing else of the records is booked', () => {
    expect(booked('epoch-begin', 'refusal', 'refusals', 'clock-step')).toEqual(EMPTY_BOOKS);
  });

  test('[F5b] ends without a beginning are kept for review', () => {
    const books = booked('activity-end', 'session-end');
    expect(books.orphans.map((orphan) => orphan.book)).toEqual(['end-activity', 'end-session']);
    expect([books.sessions.size, books.activities.size]).toEqual([0, 0]);
  });

  test('what a power loss left open is named', () => {
    const open = leftOpen(booked('session-begin', 'activity-begin'));
    expect([open.sessions.length, open.activities.length]).toEqual([1, 1]);
  });
});
