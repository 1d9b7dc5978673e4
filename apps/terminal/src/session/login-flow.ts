import type { PanelLoginRequest } from '@holdover/api';
import {
  makeId,
  type Clock,
  type Digest,
  type Duration,
  type Entropy,
  type Logger,
  type UserId,
} from '@holdover/kernel';
import {
  asksServer,
  decideOffline,
  locked,
  nextAfterServer,
  type CredentialLookup,
  type GrantedLogin,
  type LoginRefusal,
} from '@holdover/offline-login';
import type { Hashing, HeldUser, LoginAnswer, LoginRequest } from '@holdover/protocol';
import type { CacheState, CredentialCache } from '../cache/credential-cache.ts';
import type { TerminalTime } from '../cache/terminal-time.ts';
import type { RefusalJournal } from '../journal/refusal-journal.ts';
import type { TerminalJournal } from '../journal/terminal-journal.ts';
import type { Link } from '../link/link.ts';
import { credentialsProof, type AskServer, type Granted } from './ask-server.ts';
import type { AttemptThrottle } from './attempt-throttle.ts';
import { lookUp, whoIsNamed, type LookedUp } from './look-up.ts';
import type { NamedAttempts } from './named-attempts.ts';
import { readSecrets, type Secret } from './secrets.ts';
import type { OpenSession, SessionKeeper } from './session-keeper.ts';
import { wipe, type StretchedSecret, type Stretcher } from './stretched-secret.ts';

/** What a login at the panel came to. */
export type LoginOutcome =
  | { readonly outcome: 'opened'; readonly session: OpenSession }
  | { readonly outcome: 'refused'; readonly refusal: LoginRefusal }
  | { readonly outcome: 'ended' | 'offered' | 'busy' | 'not-recorded' | 'journal-full' };

export type LoginFlow = (request: PanelLoginRequest) => Promise<LoginOutcome>;

export interface LoginFlowOptions {
  readonly cache: CredentialCache;
  readonly denied: () => ReadonlySet<string>;
  readonly link: Pick<Link, 'mode'>;
  readonly askServer: AskServer;
  readonly sessions: SessionKeeper;
  readonly throttle: AttemptThrottle;
  readonly named: NamedAttempts;
  readonly journal: Pick<TerminalJournal, 'room'>;
  readonly refusals: RefusalJournal;
  readonly time: TerminalTime;
  readonly stretch: Stretcher;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly digest: Digest;
  readonly logger: Logger;
  /** The server's key for this terminal is newer than the cache's. */
  readonly onNewerGeneration: () => void;
}

/** Decided, by the server or by the cache. */
type Verdict =
  | {
      readonly granted: true;
      readonly login: GrantedLogin;
      readonly user: HeldUser;
      readonly answer: Granted | undefined;
    }
  | {
      readonly granted: false;
      readonly refusal: LoginRefusal;
      readonly userId: UserId | null;
      readonly mode: 'online' | 'offline';
    };

/**
 * D1, in its order: throttle, slow hash, server or cache, decision, journal, session.
 * Invariant: one attempt at a time (D5); nothing is checked before its token is taken and flushed (D3); secrets are in memory
 * only, and stretched ones are overwritten when the attempt is over.
 */
export function createLoginFlow(options: LoginFlowOptions): LoginFlow {
  let turn: Promise<unknown> = Promise.resolve();
  return (request) => {
    const attempt = turn.then(() => logIn(options, request));
    turn = attempt.catch(() => undefined);
    return attempt;
  };
}

async function logIn(options: LoginFlowOptions, request: PanelLoginRequest): Promise<LoginOutcome> {
  const { cache, sessions, journal, throttle, stretch } = options;
  const { method } = request;
  if (sessions.current() !== undefined && !method.startsWith('card')) return { outcome: 'busy' };
  if (journal.room() === 'full') return { outcome: 'journal-full' };
  const state = cache.state();
  if (state === undefined) return refuse(options, request, notYetSynchronized());
  const early = refusedBeforeChecking(options, request, state);
  if (early !== undefined) return refuse(options, request, early);
  const secrets = readSecrets(request);
  if (secrets === undefined) return refuse(options, request, verdictOf('unknown-credential'));

  const admission = throttle.admit(method, secrets);
  if (!admission.admitted) {
    return refuse(options, request, lockedFor(admission.retryAfter));
  }
  const { hashing } = state;
  const attempt: Attempt = { request, secrets, hashing, stretched: await stretch(secrets, hashing) };
  try {
    const named = whoIsNamed(options, state, request, attempt.stretched);
    const taken = named && options.named.take(named.key);
    // Nothing was looked up: neither a token nor the row of unknown cards hears of it.
    if (taken?.taken === false) return refuse(options, request, lockedFor(taken.retryAfter, named?.userId));
    const verdict = await decide(options, attempt);
    if (!verdict.granted) {
      admission.failed(verdict.userId !== null);
      return refuse(options, request, verdict);
    }
    admission.succeeded(verdict.user.id);
    if (named !== undefined) options.named.succeeded(named.key);
    return open(options, verdict, attempt.hashing);
  } finally {
    wipe(attempt.stretched);
  }
}

/** What is refused whatever the secret: it costs no token and no hash. */
function refusedBeforeChecking(
  options: LoginFlowOptions,
  { method }: PanelLoginRequest,
  state: CacheState,
): Extract<Verdict, { granted: false }> | undefined {
  const decision = decideOffline({ ...questionOf(options, state), lookup: nothingFound(method) });
  if (decision.decision === 'granted' || decision.code === 'unknown-credential') return undefined;
  const isFinal = decision.code === 'method-not-allowed' || !asksServer(options.link.mode());
  return isFinal ? { granted: false, refusal: decision, userId: null, mode: 'offline' } : undefined;
}

/** What was typed or swiped, and what it came to under the hashing of its time. */
interface Attempt {
  readonly request: PanelLoginRequest;
  readonly secrets: readonly Secret[];
  hashing: Hashing;
  stretched: readonly StretchedSecret[];
}

const isSame = (a: Hashing, b: Hashing): boolean =>
  a.pin.generation === b.pin.generation && a.card.generation === b.card.generation;

async function decide(options: LoginFlowOptions, attempt: Attempt): Promise<Verdict> {
  if (!asksServer(options.link.mode())) return decideFromCache(options, attempt);
  const asked = await options.askServer(proofOf(attempt));
  const next = nextAfterServer(asked.answer);
  switch (next.next) {
    case 'grant':
      return grantedByServer(options, next.grant);
    case 'refuse':
      return { granted: false, refusal: next.refusal, userId: asked.refused?.userId ?? null, mode: 'online' };
    case 'ask-cache': {
      const verdict = await decideFromCache(options, attempt);
      if (verdict.granted) heedLateAnswer(options, verdict.login, asked.late);
      return verdict;
    }
  }
}

async function decideFromCache(options: LoginFlowOptions, attempt: Attempt): Promise<Verdict> {
  const state = await stateFor(options, attempt);
  if (state === undefined) return notYetSynchronized();
  const { method } = attempt.request;
  const found = lookUp({ ...options, denied: options.denied() }, state, method, attempt.stretched);
  const decision = decideOffline({ ...questionOf(options, state), lookup: found.lookup });
  if (decision.decision === 'refused') {
    return { granted: false, refusal: decision, userId: namedUser(decision, found), mode: 'offline' };
  }
  const user = found.users.find(({ id }) => id === decision.userId);
  if (user === undefined) return verdictOf('unknown-credential');
  options.cache.touch(user.id, options.time.now().at);
  return {
    granted: true,
    user,
    answer: undefined,
    login: {
      sessionId: makeId('session', options.time.now().at, options.entropy),
      userId: user.id,
      method,
      credentialIds: decision.credentialIds,
      mode: 'offline',
    },
  };
}

/** The state in use. One that came while the attempt was under way may be of another hashing: then it is stretched anew. */
async function stateFor({ cache, stretch }: LoginFlowOptions, attempt: Attempt): Promise<CacheState | undefined> {
  for (;;) {
    const state = cache.state();
    if (state === undefined || isSame(state.hashing, attempt.hashing)) return state;
    wipe(attempt.stretched);
    attempt.hashing = state.hashing;
    attempt.stretched = await stretch(attempt.secrets, state.hashing);
  }
}

function grantedByServer(options: LoginFlowOptions, answer: Granted): Verdict {
  return {
    granted: true,
    user: answer.user,
    answer,
    login: {
      sessionId: makeId('session', options.time.now().at, options.entropy),
      userId: answer.user.id,
      method: answer.method,
      credentialIds: answer.cache.map(({ id }) => id),
      mode: 'online',
    },
  };
}

function open(
  options: LoginFlowOptions,
  { login, user, answer }: Extract<Verdict, { granted: true }>,
  hashing: Hashing,
): LoginOutcome {
  const opening = options.sessions.begin(login, user);
  if (answer !== undefined) keepCredentials(options, answer, hashing);
  return opening;
}

/** B4: what this online login used works offline from now on. Stretched by another hashing it would not: the next state brings it. */
function keepCredentials(
  { cache, denied, onNewerGeneration }: LoginFlowOptions,
  answer: Granted,
  hashing: Hashing,
): void {
  const state = cache.state();
  if (state !== undefined && !isSame(state.hashing, hashing)) return;
  if (state === undefined || !state.device.offlineLogin || !state.settings.enabled || denied().has(answer.user.id))
    return;
  const credentials = answer.cache.filter(({ id }) => !denied().has(id));
  if (credentials.length === 0) return;
  const { user, generation, at } = answer;
  if (!cache.keep({ user, credentials, generation, at })) onNewerGeneration();
}

/** D1: a refusal that comes after the cache let someone in ends their session. */
function heedLateAnswer(
  { sessions, logger }: LoginFlowOptions,
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

function refuse(
  { refusals }: LoginFlowOptions,
  { method }: PanelLoginRequest,
  { refusal, userId, mode }: Extract<Verdict, { granted: false }>,
): LoginOutcome {
  refusals.refused({ method, code: refusal.code, userId, mode });
  return { outcome: 'refused', refusal };
}

function proofOf({ request, stretched, hashing }: Attempt): LoginRequest['proof'] {
  if (request.method !== 'password') return credentialsProof(stretched, hashing);
  return { kind: 'password', userName: request.userName, password: request.password };
}

function questionOf({ time }: LoginFlowOptions, { profile, device, settings }: CacheState) {
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

function lockedFor(retryAfter: Duration, userId: UserId | null = null): Extract<Verdict, { granted: false }> {
  return { granted: false, refusal: locked(retryAfter), userId, mode: 'offline' };
}

function verdictOf(code: 'unknown-credential'): Extract<Verdict, { granted: false }> {
  return { granted: false, refusal: { decision: 'refused', code }, userId: null, mode: 'offline' };
}

/** Before the first synchronization, and after a wipe, nothing is known here: not even how to hash. */
function notYetSynchronized(): Extract<Verdict, { granted: false }> {
  return {
    granted: false,
    refusal: { decision: 'refused', code: 'offline-login-unavailable', reason: 'feature-off' },
    userId: null,
    mode: 'offline',
  };
}
