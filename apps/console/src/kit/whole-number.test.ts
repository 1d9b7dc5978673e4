import { expect, test } from 'vitest';
import { wholeNumber } from './whole-number.ts';

test.each([
  ['1', 1],
  [' 100 ', 100],
  ['0', null],
  ['101', null],
  ['', null],
  ['-1', null],
  ['1.5', null],
  ['x', null],
  ['9'.repeat(40), null],
])('%j within 1 to 100 is %j', (text, value) => {
  expect(wholeNumber(text, { min: 1, max: 100 })).toBe(value);
});
