import { expect, test } from 'vitest';
import { namedWithin } from './named-within.ts';

const groups = (...sizes: number[]) =>
  sizes.map((size, name) => ({ name, items: Array.from({ length: size }, () => name) }));
const named = (sizes: number[], most: number) => namedWithin(groups(...sizes), most).map(({ items }) => items.length);

test('devices are named up to what a page can draw, and after that in no group', () => {
  expect(named([5, 3, 2], 10)).toEqual([5, 3, 2]);
  expect(named([5, 20, 2], 10)).toEqual([5, 0, 0]);
  expect(named([11, 1], 10)).toEqual([0, 0]);
});

test('ten thousand devices in a hundred groups are eight groups of squares, and numbers', () => {
  const answered = namedWithin(groups(...Array.from({ length: 100 }, () => 100)), 800);
  expect(answered.filter(({ items }) => items.length > 0)).toHaveLength(8);
  expect(answered.at(-1)).toEqual({ name: 99, items: [] });
});
