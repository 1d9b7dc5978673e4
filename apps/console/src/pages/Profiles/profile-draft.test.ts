import { newProfile, profilePatch, type Profile } from '@holdover/api';
import { expect, test } from 'vitest';
import { copyOf, draftOf, newTarget, patchOf, profileFields, sameDraft } from './profile-draft.ts';

const profile: Profile = {
  id: 'prf_0198c1d2-7a00-7000-8000-000000000001' as Profile['id'],
  name: 'Standard',
  loginMethods: ['pin', 'card'],
  idleTimeoutSeconds: 60,
  maxSyncedUsers: 100,
  requireProtector: 'any',
  cardTransformation: null,
  actions: ['print'],
  cardRegistration: false,
  scanToUsb: true,
  scanTargets: [
    {
      id: 'stg_0198c1d2-7a00-7000-8000-000000000002' as Profile['scanTargets'][number]['id'],
      name: 'Inbox',
      kind: 'smb',
      url: 'smb://files/in',
      userName: 'scanner',
      trust: null,
      hasPassword: true,
    },
  ],
  default: true,
  offlineLoginPossible: true,
};

test('what the server said is sent back as it is, and no password with it', () => {
  const draft = draftOf(profile);
  const patch = patchOf(draft);
  expect(profilePatch.safeParse(patch).success).toBe(true);
  expect(patch?.scanTargets).toEqual([
    {
      id: profile.scanTargets[0]?.id,
      name: 'Inbox',
      kind: 'smb',
      url: 'smb://files/in',
      userName: 'scanner',
      trust: null,
    },
  ]);
  expect(patch?.cardTransformation).toBeNull();
  expect(sameDraft(draft, draftOf(profile))).toBe(true);
});

test('another password, another order, or a number that is none, is a change', () => {
  const draft = draftOf(profile);
  const [inbox] = draft.scanTargets;
  if (inbox === undefined) return expect.unreachable();
  expect(sameDraft(draft, { ...draft, scanTargets: [{ ...inbox, password: '' }] })).toBe(false);
  const two = { ...draft, scanTargets: [inbox, { ...newTarget('new'), name: 'Other' }] };
  expect(sameDraft(two, { ...two, scanTargets: two.scanTargets.toReversed() })).toBe(false);
  expect(sameDraft(draft, { ...draft, loginMethods: ['card', 'pin'] })).toBe(true);
  expect(patchOf({ ...draft, idleTimeoutSeconds: '9' })).toBeNull();
});

test('a host key typed for another kind is not sent with a Windows share', () => {
  const draft = draftOf(profile);
  const target = { ...newTarget('new'), name: 'In', url: 'smb://files/in', trust: 'SHA256:abc' };
  expect(patchOf({ ...draft, scanTargets: [target] })?.scanTargets).toMatchObject([{ trust: null }]);
  expect(profileFields(draft)).toContain('scanTargets.0.url');
});

test('nothing is sent without a name or a login method', () => {
  const draft = draftOf(profile);
  expect(patchOf({ ...draft, name: ' ' })).toBeNull();
  expect(patchOf({ ...draft, loginMethods: [] })).toBeNull();
});

test('a copy is the same under another name, without the passwords', () => {
  const copy = copyOf(profile, 'Copy');
  expect(newProfile.parse(copy)).toMatchObject({ name: 'Copy', loginMethods: ['pin', 'card'] });
  expect(copy.scanTargets).toEqual([
    { name: 'Inbox', kind: 'smb', url: 'smb://files/in', userName: 'scanner', trust: null },
  ]);
});
