import { expect, test } from 'vitest';
import { laidOut, recordFacts } from './record-facts.ts';

const NOTHING = {
  type: null,
  userId: null,
  mode: null,
  method: null,
  kind: null,
  outcome: null,
  impressions: null,
  copies: null,
  pages: null,
};
const userId = 'usr_0199a1c2-7d3e-7b4f-8a5c-6d7e8f901234';

test('says what a record says', () => {
  const record = { type: 'activity-end', userId, mode: 'offline', outcome: 'unknown', impressions: 3, sheets: null };
  expect(recordFacts(record)).toEqual({
    ...NOTHING,
    type: 'activity-end',
    userId,
    mode: 'offline',
    outcome: 'unknown',
    impressions: 3,
  });
});

test('of what it does not know it says nothing', () => {
  expect(recordFacts(null)).toEqual(NOTHING);
  expect(recordFacts({ type: 'dance', userId: 'usr_1', mode: 7, impressions: '3' })).toEqual(NOTHING);
});

test('a text is laid out, or shown as it came', () => {
  expect(laidOut('{"a":1,"b":[]}')).toBe('{\n  "a": 1,\n  "b": []\n}');
  expect(laidOut('no record {')).toBe('no record {');
});
