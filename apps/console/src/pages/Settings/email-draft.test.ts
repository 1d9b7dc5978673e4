import { DEFAULT_MAIL, putMail } from '@holdover/api';
import { expect, test } from 'vitest';
import { bodyOf, draftOf, sameDraft, withSecurity } from './email-draft.ts';

const draft = draftOf({ ...DEFAULT_MAIL, host: 'mail.example.org', hasPassword: true });

test('what the server said is sent back without a password; another one, or none, is said', () => {
  const body = bodyOf(draft);
  expect(putMail.body.safeParse(body).success).toBe(true);
  expect(body).not.toHaveProperty('password');
  expect(bodyOf({ ...draft, password: '' })).toMatchObject({ password: '' });
  expect(sameDraft(draft, { ...draft, password: '' })).toBe(false);
  expect(bodyOf({ ...draft, port: '0' })).toBeNull();
});

test('the usual port follows the connection, one of one’s own does not', () => {
  expect(withSecurity(draft, 'starttls').port).toBe('587');
  expect(withSecurity({ ...draft, port: '2525' }, 'none').port).toBe('2525');
});
