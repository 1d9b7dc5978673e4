import { expect, test } from 'vitest';
import { nextRow } from './next-row.ts';

test('keys lead from row to row and to both ends', () => {
  const from3 = (key: string) => nextRow(key, 3, 10, false);
  expect(['ArrowDown', 'ArrowUp', 'Home', 'End', 'Enter'].map(from3)).toEqual([4, 2, 0, 9, undefined]);
});

test('nothing lies before the first row, and behind the last only what can be loaded', () => {
  expect(nextRow('ArrowUp', 0, 10, true)).toBeUndefined();
  expect(nextRow('ArrowDown', 9, 10, false)).toBeUndefined();
  expect(nextRow('ArrowDown', 9, 10, true)).toBe(10);
  expect(nextRow('End', 9, 10, true)).toBeUndefined();
});
