import { ApiFault } from '@holdover/api';
import { expect, test } from 'vitest';
import { fieldOf, fieldProblems } from './problem-fields.ts';

const refusal = (pointers: readonly string[]): ApiFault =>
  new ApiFault({
    type: 'about:blank',
    title: 'Not valid',
    status: 400,
    detail: 'Some fields are wrong.',
    code: 'invalid-body',
    errors: pointers.map((pointer) => ({ pointer, code: 'out-of-range', message: `wrong at ${pointer}` })),
  });

test('a pointer finds its field, nested ones by dots', () => {
  expect(fieldOf('/userName', ['userName', 'email'])).toBe('userName');
  expect(fieldOf('/userSync/intervalHours', ['userSync.intervalHours', 'userSync'])).toBe('userSync.intervalHours');
});

test('an error inside a list belongs to the list, and no name claims a longer one', () => {
  expect(fieldOf('/groups/3', ['groups'])).toBe('groups');
  expect(fieldOf('/groupsOfOld', ['groups'])).toBeUndefined();
  expect(fieldOf('?limit', ['limit'])).toBeUndefined();
});

test('escaped pointers are read as RFC 6901 says', () => {
  expect(fieldOf('/a~1b', ['a/b'])).toBe('a/b');
});

test('errors without a field of the form are kept for the top of it', () => {
  const { fields, others } = fieldProblems(refusal(['/email', '/email', '/token']), ['email']);
  expect(fields).toEqual({ email: 'wrong at /email' });
  expect(others.map(({ pointer }) => pointer)).toEqual(['/token']);
});

test('a failure that is no refusal has no fields', () => {
  expect(fieldProblems(new TypeError('fetch failed'), ['email'])).toEqual({ fields: {}, others: [] });
});
