import { expect, test } from 'vitest';
import { differences } from './differences.ts';

test('only what a change touched is named, with what it was and is', () => {
  const before = { name: 'ada', email: null, userSync: { hours: 4, on: true } };
  expect(differences(before, { ...before, email: 'a@example.org', userSync: { hours: 8, on: true } })).toEqual([
    { field: 'email', before: '–', after: 'a@example.org' },
    { field: 'userSync.hours', before: '4', after: '8' },
  ]);
});

test('what was made has no before, what was deleted no after', () => {
  expect(differences(null, { name: 'ada' })).toEqual([{ field: 'name', before: null, after: 'ada' }]);
  expect(differences({ name: 'ada' }, null)).toEqual([{ field: 'name', before: 'ada', after: null }]);
});

test('a list of plain values is one field, a list of things one for each', () => {
  expect(differences({ groups: ['a', 'b'] }, { groups: ['b'] })).toEqual([
    { field: 'groups', before: 'a, b', after: 'b' },
  ]);
  expect(differences({ rows: [{ id: 1 }] }, { rows: [{ id: 2 }] })).toEqual([
    { field: 'rows.0.id', before: '1', after: '2' },
  ]);
});
