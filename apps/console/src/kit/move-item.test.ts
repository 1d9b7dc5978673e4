import { expect, test } from 'vitest';
import { moveItem } from './move-item.ts';

test('an item moves up and down, the others keep their order', () => {
  expect(moveItem(['a', 'b', 'c', 'd'], 0, 2)).toEqual(['b', 'c', 'a', 'd']);
  expect(moveItem(['a', 'b', 'c', 'd'], 3, 1)).toEqual(['a', 'd', 'b', 'c']);
});

test('a place that is not there changes nothing', () => {
  expect(moveItem(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  expect(moveItem(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  expect(moveItem(['a', 'b'], 5, 0)).toEqual(['a', 'b']);
});

test('the list given is left alone', () => {
  const items = Object.freeze(['a', 'b']);
  expect(moveItem(items, 0, 1)).toEqual(['b', 'a']);
  expect(items).toEqual(['a', 'b']);
});
