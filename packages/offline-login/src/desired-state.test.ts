import { instant, type CredentialId, type DeviceId, type ProfileId, type UserId } from '@holdover/kernel';
import { createNodeDigest } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { desiredState, digestOf, type DesiredStateParts } from './desired-state.ts';

const parts: DesiredStateParts = {
  settings: {
    enabled: true,
    cacheHours: 72,
    uncertainHours: 8,
    intervalHours: 4,
    pinAttempts: 5,
    pinRefillMinutes: 90,
  },
  device: { id: 'dev_1' as DeviceId, name: 'Floor 2', model: 'kyocera', active: true },
  profile: { id: 'prf_1' as ProfileId, name: 'Default', loginMethods: ['pin', 'card'], idleTimeoutSeconds: 60 },
  users: [
    {
      id: 'usr_anna' as UserId,
      userName: 'anna',
      fullName: 'Anna Ek',
      language: null,
      color: true,
      scanToMe: false,
      credentials: [
        { id: 'pin_1' as CredentialId, kind: 'pin', ownEnd: instant(9), source: 'sync', generation: 'g1/1' },
      ],
    },
  ],
};

describe('desired state', () => {
  test('holds settings, device, profile, users and their credentials', () => {
    expect([...desiredState(parts).keys()]).toEqual(['settings', 'device', 'profile', 'usr_anna', 'pin_1']);
  });

  test('[A3b] nobody at a device of model other', () => {
    const state = desiredState({ ...parts, device: { ...parts.device, model: 'other' } });
    expect([...state.keys()]).toEqual(['settings', 'device', 'profile']);
  });

  test('[A5a] nobody while the feature is off or the device inactive', () => {
    const off = desiredState({ ...parts, settings: { ...parts.settings, enabled: false } });
    const inactive = desiredState({ ...parts, device: { ...parts.device, active: false } });
    expect([off.size, inactive.size]).toEqual([3, 3]);
  });

  test('a digest changes with its record and with nothing else', () => {
    const digest = createNodeDigest();
    const digests = (of: DesiredStateParts) =>
      new Map([...desiredState(of)].map(([id, record]) => [id, digestOf(record, digest)]));
    const [anna] = parts.users;
    if (anna === undefined) return expect.unreachable();
    const [pin] = anna.credentials;
    if (pin === undefined) return expect.unreachable();
    const renewed = { ...anna, credentials: [{ ...pin, generation: 'g1/2' }] };
    const held = digests(parts);
    expect(digests(parts)).toEqual(held);
    const changed = [...digests({ ...parts, users: [renewed] })].filter(([id, value]) => held.get(id) !== value);
    expect(changed.map(([id]) => id)).toEqual(['pin_1']);
  });
});
