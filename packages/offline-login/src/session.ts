import {
  seconds,
  type ActivityId,
  type BootTime,
  type CredentialId,
  type Duration,
  type SessionId,
  type UserId,
} from '@holdover/kernel';
import type { LoginMethod } from './login-methods.ts';

/**
 * Why a session ended:
 * `logout` its user said so · `idle` nobody touched the panel · `second-swipe` the same card again ·
 * `switch-user` another user took over · `refused-by-server` an answer that came after the session began ·
 * `user-disabled` B7 · `stopped` the terminal program ended.
 */
export type SessionEnd =
  | 'logout'
  | 'idle'
  | 'second-swipe'
  | 'switch-user'
  | 'refused-by-server'
  | 'user-disabled'
  | 'stopped';

/** A login that was granted, not yet a session. */
export interface GrantedLogin {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly method: LoginMethod;
  readonly credentialIds: readonly CredentialId[];
  readonly mode: 'online' | 'offline';
}

/**
 * What one terminal's panel is doing.
 * `idle` nobody · `beginning` granted, the journal has not said yet that it holds the record ·
 * `open` someone's session · `ending` no more may begin; it ends with the last running activity.
 * Invariant (D5): there is at most one session; a session exists once the journal holds its beginning (D1), and each that
 * exists is ended by exactly one `record-end`.
 */
export type PanelSession =
  | { readonly at: 'idle' }
  | {
      readonly at: 'beginning';
      readonly login: GrantedLogin;
      /** A reason to end that came while the journal was writing. */
      readonly doomed: SessionEnd | null;
    }
  | {
      readonly at: 'open';
      readonly login: GrantedLogin;
      readonly lastTouch: BootTime;
      readonly running: readonly ActivityId[];
      /** D5: another user's card was read: who could take over, for `OFFER_LASTS`. */
      readonly offer: { readonly login: GrantedLogin; readonly at: BootTime } | null;
    }
  | {
      readonly at: 'ending';
      readonly login: GrantedLogin;
      readonly running: readonly ActivityId[];
      readonly reason: SessionEnd;
    };

export type SessionInput =
  | { readonly input: 'granted'; readonly login: GrantedLogin }
  /** The journal holds the session's beginning, durably. */
  | { readonly input: 'recorded'; readonly sessionId: SessionId }
  /** The journal could not write: nothing took effect. */
  | { readonly input: 'not-recorded'; readonly sessionId: SessionId }
  | { readonly input: 'touched'; readonly sessionId: SessionId }
  | { readonly input: 'logout'; readonly sessionId: SessionId }
  /** The very card that opened it, whatever it is worth by now. */
  | { readonly input: 'same-card'; readonly sessionId: SessionId }
  | { readonly input: 'timer' }
  | { readonly input: 'switch-accepted'; readonly sessionId: SessionId }
  | { readonly input: 'switch-declined'; readonly sessionId: SessionId }
  | { readonly input: 'activity-began'; readonly activityId: ActivityId }
  | { readonly input: 'activity-ended'; readonly activityId: ActivityId }
  /** D1: the server's refusal came after the cache had granted. */
  | { readonly input: 'refused-late'; readonly sessionId: SessionId }
  | { readonly input: 'user-disabled'; readonly userId: UserId }
  | { readonly input: 'stopping' };

export type SessionEffect =
  | { readonly effect: 'record-begin'; readonly login: GrantedLogin }
  | { readonly effect: 'opened'; readonly login: GrantedLogin }
  | {
      readonly effect: 'record-end';
      readonly sessionId: SessionId;
      readonly userId: UserId;
      readonly reason: SessionEnd;
    }
  /** Replaces the timer before it. */
  | { readonly effect: 'set-timer'; readonly after: Duration }
  | { readonly effect: 'offer-switch'; readonly login: GrantedLogin }
  /** B7: after the sheet in print. */
  | { readonly effect: 'cancel'; readonly activityId: ActivityId }
  /** A login that came to nothing: somebody else's session is beginning, or the journal could not write. */
  | { readonly effect: 'turned-away'; readonly login: GrantedLogin };

export interface SessionPolicy {
  /** The profile's; 60 s by default. */
  readonly idleTimeout: Duration;
}

export interface SessionStep {
  readonly state: PanelSession;
  readonly effects: readonly SessionEffect[];
}

/** An answer to the panel's question comes sooner: it asks for ten seconds. Whoever comes later is asked anew. */
export const OFFER_LASTS: Duration = seconds(15);

export const NO_SESSION: PanelSession = { at: 'idle' };

/** The countdown the panel shows; null where none runs: nobody is there, or an activity keeps the session open. */
export function idleEnd(state: PanelSession, policy: SessionPolicy): BootTime | null {
  if (state.at !== 'open' || state.running.length > 0) return null;
  return (state.lastTouch + policy.idleTimeout) as BootTime;
}
