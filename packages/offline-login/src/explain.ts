import type { CredentialId, Instant } from '@holdover/kernel';
import type { NobodyReason } from './desired-state.ts';
import {
  decideOffline,
  type CachedCredential,
  type OfflineGrant,
  type OfflineLoginQuestion,
} from './login-decision.ts';
import { offlineMethods, type LoginMethod, type OfflineLoginMethod } from './login-methods.ts';
import type { CredentialKind } from './synchronized-credentials.ts';

/** One credential of the person asked about, as the cache of one terminal holds it. */
export interface HeldEntry extends CachedCredential {
  readonly kind: CredentialKind;
}

/** What a terminal decides by, as far as one person is concerned: the inputs of `decideOffline` for whatever they might try. */
export interface HeldAtTerminal extends Omit<OfflineLoginQuestion, 'lookup'> {
  /** Each credential once: the later end counts where it was both synchronized and left by a login. */
  readonly entries: readonly HeldEntry[];
}

/** What the server wants and the terminal cannot say: why it may hold nothing of this person. */
export interface HoldingIntent {
  readonly nobody: NobodyReason | null;
  readonly userEnabled: boolean;
  /** Kinds of which the user has at least one that has not ended. */
  readonly kinds: ReadonlySet<CredentialKind>;
  /** B2: what synchronization has in mind for them here. */
  readonly synchronization: 'included' | 'left-out' | 'not-assigned' | 'off';
}

/**
 * Why somebody cannot log in at a device now, offline.
 * `not-enrolled` no terminal guards the device · `never-synchronized` its terminal has acknowledged nothing yet ·
 * `device-inactive`, `model-without-offline-login`, `offline-login-off`, `no-offline-method`, `key-protector-too-weak` nobody is
 * cached there · `time-uncertain` the terminal cannot vouch for the time any more · `user-disabled` ·
 * `credential-denied` taken away, and the terminal knows · `ended` cached, but not confirmed for too long, or past its own end ·
 * `no-credential` has no PIN and no ID card · `no-fitting-credential` has none that the profile's methods ask for ·
 * `synchronization-off`, `not-assigned` nobody put them on this device and no online login did · `left-out` assigned, but no place ·
 * `on-its-way` the server wants them there and the terminal has not confirmed it.
 */
export type ExplainReason =
  | NobodyReason
  | 'not-enrolled'
  | 'never-synchronized'
  | 'time-uncertain'
  | 'user-disabled'
  | 'credential-denied'
  | 'ended'
  | 'no-credential'
  | 'no-fitting-credential'
  | 'synchronization-off'
  | 'not-assigned'
  | 'left-out'
  | 'on-its-way';

export interface ExplainQuestion {
  /** As the terminal acknowledged it. */
  readonly held: HeldAtTerminal | 'not-enrolled' | 'never-synchronized';
  readonly intent: HoldingIntent;
}

export interface OfflineWay {
  readonly method: OfflineLoginMethod;
  /** Each opens a session by this method now, alone or with another of them. */
  readonly credentialIds: readonly CredentialId[];
  /** Up to when some of them do. */
  readonly validUntil: Instant;
}

export type Explanation =
  | { readonly can: true; readonly ways: readonly OfflineWay[]; readonly validUntil: Instant }
  | { readonly can: false; readonly reason: ExplainReason };

/** Whether the person asked about could log in at this device now, offline: how and until when, or the first reason why not. */
export function explain({ held, intent }: ExplainQuestion): Explanation {
  if (typeof held === 'string') return { can: false, reason: intent.nobody ?? held };
  const ways = waysIn(held);
  const [first, ...others] = ways;
  if (first === undefined) return { can: false, reason: whyNot(held, intent) };
  return { can: true, ways, validUntil: others.reduce((a, { validUntil }) => latest(a, validUntil), first.validUntil) };
}

/** By which methods of the profile the terminal would let them in: `decideOffline` over everything they could try. */
export function waysIn(held: HeldAtTerminal): readonly OfflineWay[] {
  return offlineMethods(held.profile.loginMethods).flatMap((method) => {
    const grants = tries(method, held.entries).flatMap((lookup): OfflineGrant[] => {
      const decision = decideOffline({ ...held, lookup });
      return decision.decision === 'granted' ? [decision] : [];
    });
    const [first, ...others] = grants;
    if (first === undefined) return [];
    const credentialIds = [...new Set(grants.flatMap((grant) => grant.credentialIds))];
    return [
      { method, credentialIds, validUntil: others.reduce((a, grant) => latest(a, grant.validUntil), first.validUntil) },
    ];
  });
}

/** Every whole secret of this method that the person's credentials make. */
function tries(method: OfflineLoginMethod, entries: readonly HeldEntry[]): OfflineLoginQuestion['lookup'][] {
  const pins = entries.filter(({ kind }) => kind === 'pin');
  const cards = entries.filter(({ kind }) => kind === 'card');
  switch (method) {
    case 'pin':
      return pins.map((pin) => ({ method, pin }));
    case 'card':
      return cards.map((card) => ({ method, card }));
    case 'card+pin':
      return cards.flatMap((card) => pins.map((pin) => ({ method, card, pin })));
  }
}

function whyNot(held: HeldAtTerminal, intent: HoldingIntent): ExplainReason {
  const methods = offlineMethods(held.profile.loginMethods);
  if (!held.model.offlineLogin) return 'model-without-offline-login';
  if (!held.settings.enabled) return intent.nobody === 'device-inactive' ? 'device-inactive' : 'offline-login-off';
  if (methods.length === 0) return 'no-offline-method';
  if (!held.time.allowsOfflineLogin) return 'time-uncertain';
  if (held.entries.length === 0) return whyNotHeld(methods, intent);
  const refusals = methods
    .flatMap((method) => tries(method, held.entries))
    .map((lookup) => decideOffline({ ...held, lookup }));
  if (refusals.some((one) => one.decision === 'refused' && one.code === 'expired')) return 'ended';
  if (refusals.some((one) => one.decision === 'refused' && one.code === 'disabled')) {
    return intent.userEnabled ? 'credential-denied' : 'user-disabled';
  }
  // Nothing held fits; what the server knows says more if it is about to send something that does.
  const reason = whyNotHeld(methods, intent);
  return reason === 'on-its-way' || reason === 'user-disabled' ? reason : 'no-fitting-credential';
}

/** The first thing that keeps the person out of this cache. */
function whyNotHeld(methods: readonly OfflineLoginMethod[], intent: HoldingIntent): ExplainReason {
  const { nobody, userEnabled, kinds, synchronization } = intent;
  if (nobody !== null) return nobody;
  if (!userEnabled) return 'user-disabled';
  if (kinds.size === 0) return 'no-credential';
  if (!methods.some((method) => fits(method, kinds))) return 'no-fitting-credential';
  switch (synchronization) {
    case 'off':
      return 'synchronization-off';
    case 'not-assigned':
    case 'left-out':
      return synchronization;
    case 'included':
      return 'on-its-way';
  }
}

/** Whether credentials of these kinds make a whole secret of the method. */
function fits(method: LoginMethod, kinds: ReadonlySet<CredentialKind>): boolean {
  switch (method) {
    case 'pin':
    case 'card':
      return kinds.has(method);
    case 'card+pin':
      return kinds.has('card') && kinds.has('pin');
    case 'password':
      return false;
  }
}

function latest(a: Instant, b: Instant): Instant {
  return a >= b ? a : b;
}
