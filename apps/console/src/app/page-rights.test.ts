import { expect, test } from 'vitest';
import { rightFor } from './page-rights.ts';

test('a page needs the right of the longest part of its address', () => {
  expect(rightFor('/users')).toBe('users:read');
  expect(rightFor('/users/usr_1')).toBe('users:read');
  expect(rightFor('/imports/new')).toBe('users:write');
  expect(rightFor('/imports/imp_1')).toBe('users:read');
  expect(rightFor('/settings/email')).toBe('settings:read');
});

test('what begins alike is another page; the overview and one’s own account are everybody’s', () => {
  for (const path of ['/', '/account', '/userspace', '/sessionsandmore', '']) expect(rightFor(path)).toBeUndefined();
});
