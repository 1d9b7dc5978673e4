import { expect, test } from 'vitest';
import { faultAt, rowsOf, sameRows, settingsOf } from './link-draft.ts';

const rows = (...values: string[]) => values.map((value, index) => ({ key: String(index), value }));

test('what was saved reads as what was saved, in its order', () => {
  const saved = { gateways: ['print.example.org:8444', '[2001:db8::7]:8444'] };
  expect(settingsOf(rowsOf(saved))).toEqual(saved);
  expect(sameRows(rowsOf(saved), rows(' print.example.org:8444 ', '[2001:db8::7]:8444'))).toBe(true);
  expect(sameRows(rowsOf(saved), rowsOf(saved).toReversed())).toBe(false);
});

test.each([
  ['', 'missing'],
  ['print.example.org', 'no-address'],
  ['print.example.org:0', 'no-address'],
  ['https://print.example.org:8444', 'no-address'],
  ['2001:db8::7:8444', 'no-address'],
  ['PRINT.example.org:8444', 'twice'],
])('%j is refused: %s', (value, fault) => {
  const typed = rows('print.example.org:8444', value);
  expect([faultAt(typed, 0), faultAt(typed, 1)]).toEqual([undefined, fault]);
  expect(settingsOf(typed)).toBeNull();
});

test('none is a list too: terminals use the address they were enrolled with', () => {
  expect(settingsOf([])).toEqual({ gateways: [] });
});
