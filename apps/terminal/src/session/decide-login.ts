import type { PanelLoginRequest } from '@holdover/api';
import { makeId, type Digest, type Entropy, type Logger, type UserId } from '@holdover/kernel';
import {
  asksServer,
  decideOffline,
  nextAfterServer,
  type CredentialLookup,
  type GrantedLogin,
  type LoginRefusal,
} from '@holdover/offline-login';
import type { LoginAnswer, LoginRequest } from '@holdover/protocol';
import type { CacheState, CredentialCache } from '../cache/credential-cache.ts';
import type { TerminalTime } from '../cache/terminal-time.ts';
import type { Link } from '../link/link.ts';
import { credentialsProof, type AskServer, type Granted } from './ask-server.ts';
import { stateFor, type Attempt } from './attempt.ts';
import { lookUp, type LookedUp } from './look-up.ts';
import type { SessionKeeper } from './session-keeper.ts';
import type { Stretcher } from './stretched-secret.ts';
import { notYetSynchronized, unknownCredential, type RefusedLogin, type Verdict } from './verdict.ts';

export interface DecideLoginDeps {
  readonly cache: CredentialCache;
  readonly denied: () => ReadonlySet<string>;
  readonly link: Pick<Link, 'mode'>;
  readonly askServer: AskServer;
  readonly sessions: Pick<SessionKeeper, 'refusedLate'>;
  readonly time: TerminalTime;
  readonly stretch: Stretcher;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly logger: Logger;
}

/** What is refused whatever the secret: it costs no token and no hash. */
export function refusedBeforeChecking(
  deps: Pick<DecideLoginDeps, 'time' | 'link'>,
  { method }: PanelLoginRequest,
  state: CacheState,
): RefusedLogin | undefined {
  const decision = decideOffline({ ...questionOf(deps, state), lookup: nothingFound(method) });
  if (decision.decision === 'granted' || decision.code === 'unknown-credential') return undefined;
  const isFinal = decision.code === 'method-not-allowed' || !asksServer(deps.link.mode());
  return isFinal ? { granted: false, refusal: decision, userId: null, mode: 'offline' } : undefined;
}

/** D1: the server with one deadline, or the cache. */
export async function decide(deps: DecideLoginDeps, request: PanelLoginRequest, attempt: Attempt): Promise<Verdict> {
  if (!asksServer(deps.link.mode())) return decideFromCache(deps, request, attempt);
  const asked = await deps.askServer(proofOf(request, attempt));
  const next = nextAfterServer(asked.answer);
  switch (next.next) {
    case 'grant':
      return grantedByServer(deps, next.grant);
    case 'refuse':
      return { granted: false, refusal: next.refusal, userId: asked.refused?.userId ?? null, mode: 'online' };
    case 'ask-cache': {
      const verdict = await decideFromCache(deps, request, attempt);
      if (verdict.granted) heedLateAnswer(deps, verdict.login, asked.late);
      return verdict;
    }
  }
}

async function decideFromCache(
  deps: DecideLoginDeps,
  { method }: PanelLoginRequest,
  attempt: Attempt,
): Promise<Verdict> {
  const state = await stateFor(deps, attempt);
  if (state === undefined) return notYetSynchronized();
  const found = lookUp({ ...deps, denied: deps.denied() }, state, method, attempt.stretched);
  const decision = decideOffline({ ...questionOf(deps, state), lookup: found.lookup });
  if (decision.decision === 'refused') {
    return { granted: false, refusal: decision, userId: namedUser(decision, found), mode: 'offline' };
  }
  const user = found.users.find(({ id }) => id === decision.userId);
  if (user === undefined) return unknownCredential();
  deps.cache.touch(user.id, deps.time.now().at);
  const { credentialIds } = decision;
  return {
    granted: true,
    user,
    answer: undefined,
    login: { sessionId: newSession(deps), userId: user.id, method, credentialIds, mode: 'offline' },
  };
}

/** @returns what the server's grant is worth once the journal has it */
export function grantedByServer(
  deps: Pick<DecideLoginDeps, 'time' | 'entropy'>,
  answer: Granted,
): Extract<Verdict, { granted: true }> {
  const { user, method, cache } = answer;
  const credentialIds = cache.map(({ id }) => id);
  return {
    granted: true,
    user,
    answer,
    login: { sessionId: newSession(deps), userId: user.id, method, credentialIds, mode: 'online' },
  };
}

function newSession({ time, entropy }: Pick<DecideLoginDeps, 'time' | 'entropy'>): GrantedLogin['sessionId'] {
  return makeId('session', time.now().at, entropy);
}

/** D1: a refusal that comes after the cache let someone in ends their session. */
function heedLateAnswer(
  { sessions, logger }: DecideLoginDeps,
  login: GrantedLogin,
  late: Promise<LoginAnswer | undefined>,
): void {
  late.then(
    (answer) => {
      if (answer?.outcome === 'refused') sessions.refusedLate(login.sessionId);
    },
    (error: unknown) => logger.warn('A late answer could not be read', { error }),
  );
}

function proofOf(request: PanelLoginRequest, { stretched, hashing }: Attempt): LoginRequest['proof'] {
  if (request.method !== 'password') return credentialsProof(stretched, hashing);
  return { kind: 'password', userName: request.userName, password: request.password };
}

function questionOf({ time }: Pick<DecideLoginDeps, 'time'>, { profile, device, settings }: CacheState) {
  return {
    profile,
    model: { offlineLogin: device.offlineLogin },
    settings: { enabled: settings.enabled },
    time: time.now(),
  };
}

function nothingFound(method: PanelLoginRequest['method']): CredentialLookup {
  switch (method) {
    case 'pin':
      return { method, pin: undefined };
    case 'card':
      return { method, card: undefined };
    case 'card+pin':
      return { method, card: undefined, pin: undefined };
    case 'password':
      return { method };
  }
}

/** The journal names a user where the whole secret, or a card, named one. */
function namedUser(refusal: LoginRefusal, { lookup, users }: LookedUp): UserId | null {
  if (lookup.method === 'card+pin') return lookup.card?.userId ?? null;
  return refusal.code === 'unknown-credential' ? null : (users[0]?.id ?? null);
}
