import { describe, expect, test } from 'vitest';
import { DEVICE_MODELS, syncedUsersCap } from './device-models.ts';

describe('device models', () => {
  test('[A3a] all but other have offline login', () => {
    const having = Object.values(DEVICE_MODELS).filter(({ offlineLogin }) => offlineLogin);
    expect(having.map(({ name }) => name)).toEqual(['kyocera', 'ricoh', 'canon', 'generic']);
    expect(DEVICE_MODELS.other.offlineLogin).toBe(false);
  });

  test('[B2f] the model bounds what the profile asks for', () => {
    expect(syncedUsersCap(DEVICE_MODELS.generic, 100)).toBe(100);
    expect(syncedUsersCap({ ...DEVICE_MODELS.generic, mostSyncedUsers: 50 }, 100)).toBe(50);
    expect(syncedUsersCap({ ...DEVICE_MODELS.generic, mostSyncedUsers: 500 }, 100)).toBe(100);
    expect(syncedUsersCap(DEVICE_MODELS.other, 100)).toBe(0);
  });
});
