import { fromBase64Url, present, toBase64Url, type Clock, type Instant, type Logger } from '@holdover/kernel';
import { isValidAt, worksOffline, type LoginMethod } from '@holdover/offline-login';
import { keyedLookup } from '@holdover/nodejs';
import type { HeldCredential, LoginAnswer, LoginRequest } from '@holdover/protocol';
import type { Database } from '../../database/database.ts';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import type { Peer } from '../../gateway/peer.ts';
import type { ServerKeys } from '../../keys/server-keys.ts';
import { openStores } from '../../stores.ts';
import type { Credential } from '../credentials/credential.ts';
import type { HashingPlan } from '../credentials/hashing.ts';
import { createSqlStretchStore } from '../credentials/stretch-store-sql.ts';
import { cacheKeyOf } from '../sync/cache-keys.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import type { Holding } from '../sync/holding.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { SessionDates } from '../sync/session-dates.ts';
import { heldUser } from '../sync/state-snapshot.ts';
import { whyNobody } from '../sync/terminal-plan.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import type { User } from '../users/user.ts';
import type { PinMisses } from './pin-misses.ts';

export interface OnlineLoginsDeps {
  readonly database: Database;
  readonly keys: ServerKeys;
  readonly snapshots: FleetSnapshots;
  readonly clock: Clock;
  readonly misses: PinMisses;
  readonly dates: SessionDates;
  readonly logger: Logger;
  /** D3: so many PINs nobody has came from this terminal that no more are decided. */
  readonly onWalking: (terminal: TerminalRecord) => void;
  /** B4: the terminal's cache has something it had not before. Not waited for. */
  readonly onCached: (terminal: TerminalRecord) => void;
}

type Proofs = Extract<LoginRequest['proof'], { kind: 'credentials' }>['credentials'];
type CredentialLoginMethod = Exclude<LoginMethod, 'password'>;
type RefusalCode = Extract<LoginAnswer, { outcome: 'refused' }>['code'];

interface Matched {
  readonly credential: Credential;
  readonly stretched: Uint8Array;
}

/** D1: one keyed look-up for each credential, however many users there are; the slow hash ran on the terminal. */
export interface OnlineLogins {
  decide(peer: Peer, request: LoginRequest): Promise<LoginAnswer>;
}

export function createOnlineLogins(deps: OnlineLoginsDeps): OnlineLogins {
  return {
    decide: async (peer, { attempt, proof }) => {
      const verdict = await judge(deps, peer, proof);
      if (verdict.outcome === 'refused') return { attempt, ...verdict };
      const { user, method, matched } = verdict;
      const at = deps.clock.wall();
      const { snapshot } = await deps.snapshots.current();
      const cache = await leaveInCache(deps, { peer, matched, method, at });
      const generation = Math.max(1, peer.terminal.generationApplied);
      return { outcome: 'granted', attempt, user: heldUser(snapshot, user), method, cache, generation, at };
    },
  };
}

type Verdict =
  | { readonly outcome: 'refused'; readonly code: RefusalCode; readonly userId: User['id'] | null }
  | {
      readonly outcome: 'granted';
      readonly user: User;
      readonly method: CredentialLoginMethod;
      readonly matched: readonly Matched[];
    };

const refused = (code: RefusalCode, userId: User['id'] | null = null): Verdict => ({
  outcome: 'refused',
  code,
  userId,
});

/** D2: what is wrong with a credential is told only to whoever has all of it. */
async function judge(
  deps: OnlineLoginsDeps,
  { terminal, device }: Peer,
  proof: LoginRequest['proof'],
): Promise<Verdict> {
  if (device === undefined) throw new GatewayRefusal('not-found', 'The device of this terminal was deleted');
  // No source that checks passwords is there yet: unknown, as every password would be.
  if (proof.kind === 'password') return refused('unknown-credential');
  const { snapshot } = await deps.snapshots.current();
  const profile = present(snapshot.profiles.get(device.profileId), 'the profile of a device');
  const method = methodOf(proof.credentials);
  const allowed = method !== undefined && profile.loginMethods.includes(method) && device.active;
  if (!allowed) return refused('method-not-allowed');
  const matched = method === 'pin' ? await matchPin(deps, terminal, proof) : await match(deps, proof.credentials);
  const user = matched && snapshot.users.get(matched[0].credential.userId);
  if (matched === undefined || user === undefined) {
    requireKnownHashing(proof.credentials, snapshot.hashing);
    return refused('unknown-credential');
  }
  if (!user.enabled) return refused('disabled', user.id);
  const now = deps.clock.wall();
  const ended = matched.some(
    ({ credential }) => credential.expiresAt !== null && !isValidAt(credential.expiresAt, now),
  );
  return ended ? refused('expired', user.id) : { outcome: 'granted', user, method, matched };
}

/** What was stretched by a hashing given up long ago says nothing about anybody: the terminal's cache decides, until it has pulled. */
function requireKnownHashing(proofs: Proofs, hashing: HashingPlan): void {
  const isKnown = proofs.every(({ method, generation }) => {
    const { use, former } = hashing[method];
    return generation === use.generation || generation === former?.generation;
  });
  if (!isKnown) throw new GatewayRefusal('hashing-outdated', 'This hashing is not in use any more; pull the state');
}

/** D3: whoever took a terminal's certificate must not walk through the PINs. */
async function matchPin(
  deps: OnlineLoginsDeps,
  terminal: TerminalRecord,
  { credentials }: { readonly credentials: Proofs },
): ReturnType<typeof match> {
  const begun = await deps.misses.begin(terminal.id);
  if (begun === undefined) {
    throw new GatewayRefusal(
      'overloaded',
      'Too many unknown PINs came from this terminal; PIN alone is not decided for now',
    );
  }
  const matched = await match(deps, credentials);
  if (matched !== undefined) begun.matched();
  else if (await begun.missed()) deps.onWalking(terminal);
  return matched;
}

/** D4: a card and a PIN together are one method; two of one kind are none. */
function methodOf(proofs: Proofs): CredentialLoginMethod | undefined {
  const [first, second] = proofs;
  if (second === undefined) return first?.method;
  return first?.method === second.method ? undefined : 'card+pin';
}

/** D2, D4: everything matched and all of it one user's, or nothing did. */
async function match(
  { keys, database }: OnlineLoginsDeps,
  proofs: Proofs,
): Promise<readonly [Matched, ...Matched[]] | undefined> {
  const { credentials } = openStores(database.queries);
  const others = createSqlStretchStore(database.queries);
  const matched: Matched[] = [];
  for (const { method, stretched: text } of proofs) {
    const stretched = present(fromBase64Url(text), 'a stretched secret that its schema accepted');
    const lookup = keys.lookup(stretched);
    // A terminal stretches as it was told with its state: what is in use, or was before the cost was raised.
    const credential = (await credentials.findByLookup(method, lookup)) ?? (await others.find(method, lookup));
    if (credential !== undefined) matched.push({ credential, stretched });
  }
  const [first, ...rest] = matched;
  if (first === undefined || matched.length !== proofs.length) return undefined;
  return rest.every(({ credential }) => credential.userId === first.credential.userId) ? [first, ...rest] : undefined;
}

interface Leaving {
  readonly peer: Peer;
  readonly matched: readonly Matched[];
  readonly method: CredentialLoginMethod;
  readonly at: Instant;
}

/**
 * B4: the credential used is cached at this device. Invariant: the server knows it before the terminal does, and a revocation either
 * sees what is recorded here or was seen before it is recorded (B7): both take the lock of changes.
 */
async function leaveInCache(deps: OnlineLoginsDeps, leaving: Leaving): Promise<HeldCredential[]> {
  const { peer, matched, method, at } = leaving;
  const { terminal } = peer;
  const { snapshot } = await deps.snapshots.current();
  if (!holdsAnybody(snapshot, terminal) || !worksOffline(method) || terminal.generationApplied === 0) return [];
  const holdings = matched.map(({ credential }) => sessionHolding(terminal, credential, at));
  if (!(await recordHoldings(deps, terminal, holdings))) return [];
  const cacheKey = cacheKeyOf(deps.keys, terminal.id, terminal.generationApplied);
  return matched.map(({ credential: { id, userId, kind, expiresAt }, stretched }) => {
    const verifier = toBase64Url(keyedLookup(cacheKey, stretched));
    return { id, userId, method: kind, verifier, endsAt: expiresAt, source: 'session', confirmedAt: at };
  });
}

/** What keeps synchronized users out of a cache keeps those out who log in: the model, the feature, the key protector. */
function holdsAnybody(snapshot: FleetSnapshot, { deviceId, keyProtector }: TerminalRecord): boolean {
  const device = snapshot.devices.get(deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (device === undefined || profile === undefined) return false;
  return whyNobody({ snapshot, device, profile, keyProtector }) === null;
}

/** @returns false when user or credential was taken away meanwhile */
async function recordHoldings(
  deps: OnlineLoginsDeps,
  terminal: TerminalRecord,
  holdings: readonly Holding[],
): Promise<boolean> {
  const store = createSqlHoldingStore(deps.database.queries);
  const credentials = holdings.map(({ credentialId }) => credentialId);
  if ((await store.knownSessions(terminal.id, credentials)).length === credentials.length) {
    for (const holding of holdings) deps.dates.put(holding);
    return true;
  }
  const recorded = await deps.database.transact(async (queries) => {
    const stores = openStores(queries);
    await stores.revisions.lockChanges();
    for (const { userId, credentialId } of holdings) {
      const user = await stores.users.read(userId);
      if (user?.enabled !== true || (await stores.credentials.read(credentialId)) === undefined) return false;
    }
    for (const holding of holdings) await createSqlHoldingStore(queries).addSession(holding);
    return true;
  });
  if (recorded) deps.onCached(terminal);
  return recorded;
}

function sessionHolding(terminal: TerminalRecord, { id, userId, kind, expiresAt }: Credential, at: Instant): Holding {
  return {
    terminalId: terminal.id,
    credentialId: id,
    userId,
    method: kind,
    source: 'session',
    endsAt: expiresAt,
    confirmedAt: at,
    knownAt: null,
    acknowledged: false,
  };
}
