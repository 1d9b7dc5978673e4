import type { Explanation } from '@holdover/api';

/** Pages that change the answer. */
export type Place = 'device' | 'offlineLogin' | 'profile' | 'user' | 'userPins' | 'userCards';
export type Reason = NonNullable<Explanation['reason']>;

/** By reason: where somebody does what the explanation proposes, the first place first. */
export const CHANGE_PLACES: Readonly<Record<Reason, readonly Place[]>> = {
  'not-enrolled': ['device'],
  'never-synchronized': ['device'],
  'device-inactive': ['device'],
  'model-without-offline-login': ['device'],
  'offline-login-off': ['offlineLogin'],
  'no-offline-method': ['profile'],
  'key-protector-too-weak': ['profile'],
  'time-uncertain': ['device'],
  'user-disabled': ['user'],
  'credential-denied': ['userPins', 'userCards'],
  ended: ['device'],
  'no-credential': ['userPins', 'userCards'],
  'no-fitting-credential': ['userPins', 'userCards', 'profile'],
  'synchronization-off': ['offlineLogin'],
  'not-assigned': ['offlineLogin'],
  'left-out': ['profile', 'offlineLogin'],
  'on-its-way': ['device'],
};
