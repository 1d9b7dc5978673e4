import type { Duration, UserId } from '@holdover/kernel';
import { locked, type GrantedLogin, type LoginRefusal } from '@holdover/offline-login';
import type { HeldUser } from '@holdover/protocol';
import type { Granted } from './ask-server.ts';

/** Decided, by the server or by the cache. */
export type Verdict =
  | {
      readonly granted: true;
      readonly login: GrantedLogin;
      readonly user: HeldUser;
      readonly answer: Granted | undefined;
    }
  | RefusedLogin;

export interface RefusedLogin {
  readonly granted: false;
  readonly refusal: LoginRefusal;
  readonly userId: UserId | null;
  readonly mode: 'online' | 'offline';
}

export function lockedFor(retryAfter: Duration, userId: UserId | null = null): RefusedLogin {
  return { granted: false, refusal: locked(retryAfter), userId, mode: 'offline' };
}

export function unknownCredential(): RefusedLogin {
  return {
    granted: false,
    refusal: { decision: 'refused', code: 'unknown-credential' },
    userId: null,
    mode: 'offline',
  };
}

/** Before the first synchronization, and after a wipe, nothing is known here: not even how to hash. */
export function notYetSynchronized(): RefusedLogin {
  return {
    granted: false,
    refusal: { decision: 'refused', code: 'offline-login-unavailable', reason: 'feature-off' },
    userId: null,
    mode: 'offline',
  };
}
