import { expect, test } from 'vitest';
import { createGroupTree } from './group-tree.ts';

const GROUPS = ['a', 'b', 'c', 'd'].map((key) => ({ key, name: key.toUpperCase() }));
const tree = (edges: Readonly<Record<string, readonly string[]>>) => createGroupTree(GROUPS, (key) => edges[key] ?? []);

test('a person is in every group they are in directly or through others', () => {
  expect(tree({ a: ['b'], b: ['c'], d: ['c'] }).namesOf(['a', 'd'])).toEqual(['A', 'B', 'C', 'D']);
  expect(tree({ a: ['b'] }).namesOf(['b'])).toEqual(['B']);
  expect(tree({}).namesOf([])).toEqual([]);
});

test('a circle of groups is walked once', () => {
  expect(tree({ a: ['b'], b: ['c'], c: ['a'] }).namesOf(['b'])).toEqual(['A', 'B', 'C']);
  expect(tree({ a: ['a'] }).namesOf(['a'])).toEqual(['A']);
});

test('what is no group here is passed over, and nothing behind it is found', () => {
  expect(tree({ a: ['elsewhere'], elsewhere: ['b'] }).namesOf(['a', 'nowhere'])).toEqual(['A']);
});
