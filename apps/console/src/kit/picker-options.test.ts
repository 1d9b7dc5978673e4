import { expect, test } from 'vitest';
import { changedDrawn, mergeOptions } from './picker-options.ts';

const option = (value: string) => ({ value, label: value.toUpperCase() });

test('what is chosen stays named though the search does not find it', () => {
  expect(mergeOptions([option('a')], [option('b')], ['b'])).toEqual([option('a'), option('b')]);
});

test('nothing is listed twice, and an unknown one waits for its name', () => {
  expect(mergeOptions([option('a')], [option('a')], ['a', 'c'])).toEqual([option('a'), { value: 'c', label: '…' }]);
});

test('who is chosen and not drawn stays chosen, and who is new comes last', () => {
  const all = ['a', 'b', 'c', 'd'];
  expect(changedDrawn(all, ['a', 'b'], ['b'])).toEqual(['b', 'c', 'd']);
  expect(changedDrawn(all, ['a', 'b'], ['a', 'b', 'e'])).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(changedDrawn(all, ['a', 'b'], ['a', 'b', 'd'])).toEqual(all);
});
