import { describe, expect, test } from 'vitest';
import { bookingOf, type Booking } from './accounting.ts';
import { decodeRecord, type RecordType } from './record.ts';
import { recordsOfVersion1 } from '../fixtures/record-v1.ts';

function booked(type: RecordType): Booking {
  const decoded = decodeRecord(recordsOfVersion1[type]);
  if (!decoded.ok) return expect.unreachable();
  return bookingOf(decoded.record);
}

describe('accounting', () => {
  test('[F5a] with the terminal’s times and modes', () => {
    expect(booked('session-begin')).toMatchObject({
      book: 'open-session',
      session: { method: 'card+pin', mode: 'offline', startedAt: 1767225602000, end: null },
    });
    expect(booked('activity-begin')).toMatchObject({
      book: 'begin-activity',
      activity: { kind: 'print', mode: 'online', pages: 3, copies: 2, startedAt: 1767225603000, end: null },
    });
    expect(booked('activity-end')).toMatchObject({
      book: 'end-activity',
      end: { at: 1767225604000, outcome: 'completed', impressions: 6, sheets: 4, source: 'job', toReview: false },
    });
    expect(booked('session-end')).toMatchObject({
      book: 'end-session',
      end: { at: 1767225605000, reason: 'second-swipe' },
    });
  });

  test.each(['epoch-begin', 'refusal', 'refusals', 'clock-step'] as const)(
    '[F5a] %s is no business of the books',
    (type) => {
      expect(booked(type)).toEqual({ book: 'nothing' });
    },
  );
});
