import { later, type CredentialId, type Duration, type Instant, type UserId } from '@holdover/kernel';
import type { DeviceModel } from './device-models.ts';
import type { LoginMethod } from './login-methods.ts';
import type { TimeReading } from './trusted-time.ts';
import { isValidAt } from './validity.ts';

/** What the cache holds for one verifier. */
export interface CachedCredential {
  readonly credentialId: CredentialId;
  readonly userId: UserId;
  /** B5. */
  readonly validUntil: Instant;
  /** B7: the signed deny list names the user or the credential, or the user is kept as disabled. */
  readonly disabled: boolean;
}

/** What was typed or swiped, looked up: undefined where nothing matched. */
export type CredentialLookup =
  | { readonly method: 'pin'; readonly pin: CachedCredential | undefined }
  | { readonly method: 'card'; readonly card: CachedCredential | undefined }
  | {
      readonly method: 'card+pin';
      readonly card: CachedCredential | undefined;
      readonly pin: CachedCredential | undefined;
    }
  | { readonly method: 'password' };

/**
 * Why nobody is served from the cache:
 * `feature-off` the setting is off · `device-model` A3 · `method-needs-server` A2 · `time-uncertain` security.md, *Time*.
 */
export type OfflineUnavailable = 'feature-off' | 'device-model' | 'method-needs-server' | 'time-uncertain';

/** The codes of the panel's login; `locked` comes from the throttle, before anything is looked up. */
export type LoginRefusal =
  | {
      readonly decision: 'refused';
      readonly code: 'unknown-credential' | 'expired' | 'disabled' | 'method-not-allowed';
    }
  | { readonly decision: 'refused'; readonly code: 'offline-login-unavailable'; readonly reason: OfflineUnavailable }
  | { readonly decision: 'refused'; readonly code: 'locked'; readonly retryAfter: Duration };

export interface OfflineGrant {
  readonly decision: 'granted';
  readonly mode: 'offline';
  readonly userId: UserId;
  readonly credentialIds: readonly CredentialId[];
  /** The earliest end of what was used. */
  readonly validUntil: Instant;
}

export interface OfflineLoginQuestion {
  readonly lookup: CredentialLookup;
  readonly profile: { readonly loginMethods: readonly LoginMethod[] };
  readonly model: Pick<DeviceModel, 'offlineLogin'>;
  readonly settings: { readonly enabled: boolean };
  readonly time: TimeReading;
}

/** B6, D2, D4, A2, A3: whether the cache alone opens a session. */
export function decideOffline(question: OfflineLoginQuestion): OfflineGrant | LoginRefusal {
  const { lookup, profile, model, settings, time } = question;
  if (!profile.loginMethods.includes(lookup.method)) return refused('method-not-allowed');
  if (!model.offlineLogin) return unavailable('device-model');
  if (!settings.enabled) return unavailable('feature-off');
  if (lookup.method === 'password') return unavailable('method-needs-server');
  if (!time.allowsOfflineLogin) return unavailable('time-uncertain');
  const matched = wholeSecret(lookup);
  if (matched === undefined) return refused('unknown-credential');
  if (matched.some(({ disabled }) => disabled)) return refused('disabled');
  const ends = matched.map(({ validUntil }) => validUntil);
  const end = ends.reduce((a, b) => (a <= b ? a : b));
  // Uncertainty counts against the person: the credential is over as soon as it may be.
  if (!isValidAt(end, later(time.at, time.uncertainty))) return refused('expired');
  return {
    decision: 'granted',
    mode: 'offline',
    userId: matched[0].userId,
    credentialIds: matched.map(({ credentialId }) => credentialId),
    validUntil: end,
  };
}

export function locked(retryAfter: Duration): LoginRefusal {
  return { decision: 'refused', code: 'locked', retryAfter };
}

/** D2, D4: everything typed and swiped matched, and all of it one user's; otherwise nothing did. */
function wholeSecret(
  lookup: Exclude<CredentialLookup, { method: 'password' }>,
): readonly [CachedCredential, ...CachedCredential[]] | undefined {
  switch (lookup.method) {
    case 'pin':
      return lookup.pin && [lookup.pin];
    case 'card':
      return lookup.card && [lookup.card];
    case 'card+pin':
      if (lookup.card === undefined || lookup.pin === undefined) return undefined;
      return lookup.card.userId === lookup.pin.userId ? [lookup.card, lookup.pin] : undefined;
  }
}

function refused(code: 'unknown-credential' | 'expired' | 'disabled' | 'method-not-allowed'): LoginRefusal {
  return { decision: 'refused', code };
}

function unavailable(reason: OfflineUnavailable): LoginRefusal {
  return { decision: 'refused', code: 'offline-login-unavailable', reason };
}

/**
 * What came back from asking the server within the deadline:
 * `granted`, `refused` it decided about the credential · `no-answer` the deadline passed or the link broke ·
 * `status` an HTTP status that says nothing about the credential (429, 5xx …) ·
 * `terminal-refused` it does not know this terminal (C1).
 */
export type ServerAnswer<G> =
  | { readonly answer: 'granted'; readonly grant: G }
  | { readonly answer: 'refused'; readonly code: 'unknown-credential' | 'expired' | 'disabled' | 'method-not-allowed' }
  | { readonly answer: 'no-answer' }
  | { readonly answer: 'status'; readonly status: number }
  | { readonly answer: 'terminal-refused' };

export type AfterServer<G> =
  | { readonly next: 'grant'; readonly grant: G }
  | { readonly next: 'refuse'; readonly refusal: LoginRefusal }
  | { readonly next: 'ask-cache' };

/** D1: a refusal of the credential is final; whatever says nothing about the credential leaves the cache to decide. */
export function nextAfterServer<G>(answer: ServerAnswer<G>): AfterServer<G> {
  switch (answer.answer) {
    case 'granted':
      return { next: 'grant', grant: answer.grant };
    case 'refused':
      return { next: 'refuse', refusal: refused(answer.code) };
    case 'no-answer':
    case 'status':
    case 'terminal-refused':
      return { next: 'ask-cache' };
  }
}
