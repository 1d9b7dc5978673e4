import { toBase64Url, type Instant } from '@holdover/kernel';
import { worksOffline, type LoginMethod } from '@holdover/offline-login';
import { keyedLookup } from '@holdover/nodejs';
import type { HeldCredential, LoginAnswer, LoginRequest } from '@holdover/protocol';
import type { Peer } from '../../gateway/peer.ts';
import { openStores } from '../../stores.ts';
import type { Credential } from '../credentials/credential.ts';
import { cacheKeyOf } from '../sync/cache-keys.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import type { Holding } from '../sync/holding.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { SessionDates } from '../sync/session-dates.ts';
import { heldUser } from '../sync/state-snapshot.ts';
import { whyNobody } from '../sync/terminal-plan.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import type { User } from '../users/user.ts';
import { judgeLogin, type JudgeDeps, type Matched, type Verdict } from './judge-login.ts';

export interface OnlineLoginsDeps extends JudgeDeps {
  readonly dates: SessionDates;
  /** B4: the terminal's cache has something it had not before. Not waited for. */
  readonly onCached: (terminal: TerminalRecord) => void;
  /** Opened something with these. Not waited for. */
  readonly onUsed: (used: readonly Credential[]) => void;
}

/** D1: one keyed look-up for each credential, however many users there are; the slow hash ran on the terminal. */
export interface OnlineLogins {
  decide(peer: Peer, request: LoginRequest): Promise<LoginAnswer>;
  /** Whether somebody is who they say, by everything that bounds a login. Opens nothing. */
  prove(peer: Peer, proof: LoginRequest['proof']): Promise<Verdict>;
  /** The answer for somebody who proved it. */
  grant(peer: Peer, granted: Granted): Promise<Extract<LoginAnswer, { outcome: 'granted' }>>;
}

export interface Granted {
  readonly attempt: string;
  readonly user: User;
  readonly method: LoginMethod;
  /** B4: what the terminal may cache. */
  readonly cached: readonly Matched[];
}

export function createOnlineLogins(deps: OnlineLoginsDeps): OnlineLogins {
  const grant: OnlineLogins['grant'] = async (peer, { attempt, user, method, cached }) => {
    const at = deps.clock.wall();
    const { snapshot } = await deps.snapshots.current();
    const cache = await leaveInCache(deps, { peer, matched: cached, at });
    const generation = Math.max(1, peer.terminal.generationApplied);
    return { outcome: 'granted', attempt, user: heldUser(snapshot, user), method, cache, generation, at };
  };
  const prove: OnlineLogins['prove'] = (peer, proof) => judgeLogin(deps, peer, proof);
  return {
    prove,
    grant,
    decide: async (peer, { attempt, proof }) => {
      const verdict = await prove(peer, proof);
      if (verdict.outcome === 'refused') return { attempt, ...verdict };
      const { user, method, matched } = verdict;
      deps.onUsed(matched.map(({ credential }) => credential));
      return grant(peer, { attempt, user, method, cached: worksOffline(method) ? matched : [] });
    },
  };
}

interface Leaving {
  readonly peer: Peer;
  readonly matched: readonly Matched[];
  readonly at: Instant;
}

/**
 * B4: the credential used is cached at this device. Invariant: the server knows it before the terminal does, and a revocation either
 * sees what is recorded here or was seen before it is recorded (B7): both take the lock of changes.
 */
async function leaveInCache(deps: OnlineLoginsDeps, leaving: Leaving): Promise<HeldCredential[]> {
  const { peer, matched, at } = leaving;
  const { terminal } = peer;
  const { snapshot } = await deps.snapshots.current();
  if (matched.length === 0 || !holdsAnybody(snapshot, terminal) || terminal.generationApplied === 0) return [];
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
