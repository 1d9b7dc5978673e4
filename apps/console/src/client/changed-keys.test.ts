import { expect, test } from 'vitest';
import { keysChangedBy } from './changed-keys.ts';
import { keys } from './query-keys.ts';

test('a user concerns their own page, lists of users, and the groups that count them', () => {
  expect(keysChangedBy({ kind: 'user', id: 'usr_1' })).toEqual([
    keys.users,
    ['user', 'usr_1'],
    keys.groups,
    keys.audit,
  ]);
  expect(keysChangedBy({ kind: 'user', id: null })).toContainEqual(['user']);
});

test('a credential names no user: whoever is shown is asked again', () => {
  expect(keysChangedBy({ kind: 'pin', id: 'pin_1' })).toContainEqual(['user']);
});

test('any of the settings may be what changed', () => {
  const stale = keysChangedBy({ kind: 'settings', id: null });
  for (const key of [keys.offlineLogin, keys.organisation, keys.mail, keys.authentication, keys.linkSettings])
    expect(stale).toContainEqual(key);
});

test('what a later server calls it is in its audit log at least', () => {
  for (const kind of ['constellation', 'toString', '__proto__'])
    expect(keysChangedBy({ kind, id: null })).toEqual([keys.audit]);
});
