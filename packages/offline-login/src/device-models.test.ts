import { describe, expect, test } from 'vitest';
import { DEVICE_MODELS, DEVICE_MODEL_NAMES, syncedUsersCap } from './device-models.ts';

describe('device models', () => {
  test('[A3a] all but other have offline login', () => {
    const having = DEVICE_MODEL_NAMES.filter((name) => DEVICE_MODELS[name].offlineLogin);
    expect(having).toEqual(['kyocera', 'ricoh', 'canon', 'generic']);
    expect(DEVICE_MODEL_NAMES.toSorted()).toEqual(Object.keys(DEVICE_MODELS).toSorted());
  });

  test('[B2f] the model bounds what the profile asks for', () => {
    expect(syncedUsersCap(DEVICE_MODELS.generic, 100)).toBe(100);
    expect(syncedUsersCap({ ...DEVICE_MODELS.generic, mostSyncedUsers: 50 }, 100)).toBe(50);
    expect(syncedUsersCap({ ...DEVICE_MODELS.generic, mostSyncedUsers: 500 }, 100)).toBe(100);
    expect(syncedUsersCap(DEVICE_MODELS.other, 100)).toBe(0);
  });
});
