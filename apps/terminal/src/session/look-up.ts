import type { PanelLoginRequest } from '@holdover/api';
import { toHex, utf8, type Digest, type Instant, type UserId } from '@holdover/kernel';
import { validUntil, type CachedCredential, type CredentialLookup } from '@holdover/offline-login';
import type { HeldUser, LoginMethod } from '@holdover/protocol';
import type { CacheState, CredentialCache, FoundCredential } from '../cache/credential-cache.ts';
import type { StretchedSecret } from './stretched-secret.ts';

/** What the cache says about an attempt. */
export interface LookedUp {
  readonly lookup: CredentialLookup;
  /** Everybody a found credential belongs to. */
  readonly users: readonly HeldUser[];
}

/** One keyed hash and one indexed look-up for each secret, however many users are cached (security.md). */
export function lookUp(
  { cache, digest, denied }: { cache: CredentialCache; digest: Digest; denied: ReadonlySet<string> },
  state: CacheState,
  method: LoginMethod,
  secrets: readonly StretchedSecret[],
): LookedUp {
  if (method === 'password') return { lookup: { method }, users: [] };
  const found = secrets.map((secret) => ({
    method: secret.method,
    entries: cache.find(secret.method, digest.hmacSha256(state.cacheKey, secret.bytes)),
  }));
  const of = (kind: 'pin' | 'card'): CachedCredential | undefined =>
    best(found.find((one) => one.method === kind)?.entries ?? [], state.settings.cacheHours, denied);
  return {
    lookup: method === 'card+pin' ? { method, card: of('card'), pin: of('pin') } : oneOf(method, of(method)),
    users: found.flatMap(({ entries }) => entries.map(({ user }) => user)),
  };
}

/** Whom an attempt names before its secret matched, as `NamedUserThrottle` counts it. */
export interface Named {
  readonly key: string;
  /** Null where only the server can know. */
  readonly userId: UserId | null;
}

/**
 * D3: the user of the card beside a PIN, or of the name beside a password; where only the server knows them, the card or the name by
 * the beginning of its keyed hash here. Undefined for methods that name nobody before they match.
 */
export function whoIsNamed(
  { cache, digest }: { cache: CredentialCache; digest: Digest },
  state: CacheState,
  request: PanelLoginRequest,
  secrets: readonly StretchedSecret[],
): Named | undefined {
  const standIn = (kind: string, bytes: Uint8Array): Named => ({
    key: `${kind} ${toHex(digest.hmacSha256(state.cacheKey, bytes).subarray(0, 8))}`,
    userId: null,
  });
  switch (request.method) {
    case 'pin':
    case 'card':
      return undefined;
    case 'card+pin': {
      const card = secrets.find(({ method }) => method === 'card');
      if (card === undefined) return undefined;
      const userId = cache.find('card', digest.hmacSha256(state.cacheKey, card.bytes))[0]?.user.id;
      return userId === undefined ? standIn('card', card.bytes) : { key: userId, userId };
    }
    case 'password': {
      const userId = cache.userNamed(request.userName);
      const name = utf8(request.userName.normalize('NFC').toLowerCase());
      return userId === undefined ? standIn('name', name) : { key: userId, userId };
    }
  }
}

function oneOf(method: 'pin' | 'card', credential: CachedCredential | undefined): CredentialLookup {
  return method === 'pin' ? { method, pin: credential } : { method, card: credential };
}

/** The same credential may be synchronized and session-cached: the later end counts (B5). */
function best(
  entries: readonly FoundCredential[],
  cacheHours: number,
  denied: ReadonlySet<string>,
): CachedCredential | undefined {
  return entries
    .map((entry) => ({
      credentialId: entry.id,
      userId: entry.user.id,
      validUntil: endOf(entry, cacheHours),
      disabled: denied.has(entry.id) || denied.has(entry.user.id),
    }))
    .toSorted((a, b) => b.validUntil - a.validUntil)
    .at(0);
}

function endOf({ confirmedAt, endsAt }: FoundCredential, cacheHours: number): Instant {
  return validUntil({ confirmedAt, cacheHours, ownEnd: endsAt });
}
