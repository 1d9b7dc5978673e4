import { newUserSource } from '@holdover/api';
import { expect, test } from 'vitest';
import { bodyOf, NO_SOURCE, RECIPES, sameDraft } from './source-draft.ts';

const FILLED = { ...NO_SOURCE, name: 'Head office', url: 'ldaps://ldap.example.org', baseDn: 'dc=example,dc=org' };

test.each(['openldap', 'ad'] as const)('the recipe %s is a directory the server takes', (name) => {
  expect(newUserSource.safeParse(bodyOf({ ...FILLED, ...RECIPES[name] })).error).toBeUndefined();
});

test('a stored password is left as it is, a typed one is sent, and one that was removed goes', () => {
  const stored = { ...FILLED, hasPassword: true };
  expect(bodyOf(stored)).not.toHaveProperty('bindPassword');
  expect(bodyOf({ ...stored, password: 'typed' })).toHaveProperty('bindPassword', 'typed');
  expect(bodyOf({ ...stored, password: '', hasPassword: false })).toHaveProperty('bindPassword', null);
  expect(sameDraft(stored, { ...stored, password: 'typed' })).toBe(false);
});

test('an interval that is no number is refused by the server, an empty one means on request', () => {
  expect(bodyOf({ ...FILLED, intervalHours: '' }).intervalHours).toBeNull();
  expect(newUserSource.safeParse(bodyOf({ ...FILLED, intervalHours: 'daily' })).success).toBe(false);
});
