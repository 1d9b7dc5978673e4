import type { ReviewItem } from '@holdover/api';
import { expect, test } from 'vitest';
import { possibleDecisions } from './possible-decisions.ts';

const item = (type: string | null, part: Partial<ReviewItem> = {}): ReviewItem =>
  ({
    kind: 'gap',
    booked: true,
    text: '…',
    record: type === null ? null : { type },
    activityId: type?.startsWith('activity') === true ? 'act_1' : null,
    ...part,
  }) as unknown as ReviewItem; // what decides

test('[F3s] what is counted may stay, or be taken out with all it began', () => {
  expect(possibleDecisions(item('session-begin'))).toEqual({ book: 'keeps', discard: 'session', countsPages: false });
  expect(possibleDecisions(item('activity-end'))).toEqual({ book: 'keeps', discard: 'activity', countsPages: true });
  expect(possibleDecisions(item('session-begin', { kind: 'fork' }))).toMatchObject({ discard: 'fork' });
  expect(possibleDecisions(item('epoch-begin', { kind: 'fork' }))).toMatchObject({ book: 'keeps', discard: 'fork' });
});

test('[F3s] what is not counted may be added, or stays so', () => {
  const unbooked = { booked: false } as const;
  expect(possibleDecisions(item('activity-end', unbooked))).toMatchObject({ book: 'adds-print', discard: 'stays' });
  expect(possibleDecisions(item('activity-end', { ...unbooked, kind: 'changed-record' }))).toMatchObject({
    book: 'adds',
  });
  expect(possibleDecisions(item('session-end', unbooked))).toMatchObject({ book: 'adds', discard: 'stays' });
});

test('a text that is no record can only be left out', () => {
  expect(possibleDecisions(item(null, { booked: false }))).toEqual({
    book: null,
    discard: 'stays',
    countsPages: false,
  });
  expect(possibleDecisions(item(null, { booked: false, text: null }))).toMatchObject({ discard: 'nothing' });
});

test('where nothing is counted one decision is offered', () => {
  for (const type of ['counters', 'refusal', 'clock-step', 'epoch-begin'])
    expect(possibleDecisions(item(type))).toEqual({ book: 'nothing', discard: null, countsPages: false });
  expect(possibleDecisions(item('session-end'))).toMatchObject({ discard: null });
});
