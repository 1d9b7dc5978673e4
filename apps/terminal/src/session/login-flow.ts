import type { PanelLoginRequest } from '@holdover/api';
import type { SessionId } from '@holdover/kernel';
import type { LoginRefusal } from '@holdover/offline-login';
import type { Hashing } from '@holdover/protocol';
import type { CardSlot, TakenCard } from '../card-reader/card-slot.ts';
import type { CacheState } from '../cache/credential-cache.ts';
import type { RefusalJournal } from '../journal/refusal-journal.ts';
import type { TerminalJournal } from '../journal/terminal-journal.ts';
import type { AttemptThrottle } from './attempt-throttle.ts';
import { beginAttempt, endAttempt } from './attempt.ts';
import { decide, refusedBeforeChecking, type DecideLoginDeps } from './decide-login.ts';
import { keepCredentials, type KeepCredentialsDeps } from './keep-credentials.ts';
import { createKnownCards, type KnownCards } from './known-cards.ts';
import { whoIsNamed } from './look-up.ts';
import type { NamedAttempts } from './named-attempts.ts';
import type { InTurn } from './one-at-a-time.ts';
import { readSecrets, type Secret } from './secrets.ts';
import type { OpenSession, SessionKeeper } from './session-keeper.ts';
import { lockedFor, notYetSynchronized, unknownCredential, type RefusedLogin, type Verdict } from './verdict.ts';

/** What a login at the panel came to. */
export type LoginOutcome =
  | { readonly outcome: 'opened'; readonly session: OpenSession }
  | { readonly outcome: 'refused'; readonly refusal: LoginRefusal }
  | { readonly outcome: 'ended' | 'offered' | 'busy' | 'not-recorded' | 'journal-full' };

export type LoginFlow = (request: PanelLoginRequest) => Promise<LoginOutcome>;

export interface LoginFlowOptions extends DecideLoginDeps, KeepCredentialsDeps {
  readonly sessions: SessionKeeper;
  readonly throttle: AttemptThrottle;
  readonly named: NamedAttempts;
  readonly journal: Pick<TerminalJournal, 'room'>;
  readonly refusals: RefusalJournal;
  readonly cards: Pick<CardSlot, 'take'>;
  readonly inTurn: InTurn;
}

interface Flow extends LoginFlowOptions {
  readonly known: KnownCards;
}

/**
 * D1, in its order: throttle, slow hash, server or cache, decision, journal, session.
 * Invariant: one attempt at a time (D5); nothing is checked before its token is taken and flushed (D3); secrets are in memory
 * only, and stretched ones are overwritten when the attempt is over.
 */
export function createLoginFlow(options: LoginFlowOptions): LoginFlow {
  const flow: Flow = { ...options, known: createKnownCards(options) };
  return (request) => options.inTurn(() => takeCard(flow, request));
}

/** A card that opened nothing may be tried once more: with a PIN beside it, or to be registered. */
async function takeCard(flow: Flow, request: PanelLoginRequest): Promise<LoginOutcome> {
  if (!('card' in request)) return logIn(flow, request);
  const card = flow.cards.take(request.card);
  if (card === undefined) return refuse(flow, request, unknownCredential());
  const before = flow.sessions.current()?.id;
  const outcome = (before && readAgain(flow, before, card)) ?? (await logIn(flow, { ...request, card: card.number }));
  if (outcome.outcome === 'opened') flow.known.opened(outcome.session.id, card.number);
  else if (outcome.outcome === 'offered' && before !== undefined) flow.known.offered(before, card.number);
  if (outcome.outcome !== 'opened' && outcome.outcome !== 'ended') card.putBack();
  return outcome;
}

/** D5: without asking anybody. Undefined for any other card, and where its login is asked for again anyway. */
function readAgain(
  { sessions, known, journal, cache }: Flow,
  session: SessionId,
  { number }: TakenCard,
): LoginOutcome | undefined {
  const whose = known.of(session, number);
  if (whose === 'opened') {
    sessions.sameCard(session);
    return { outcome: 'ended' };
  }
  // Where a card alone opens something it is looked up anew: it may have been taken away meanwhile.
  const isEnough = cache.state()?.profile.loginMethods.includes('card') ?? true;
  if (whose === undefined || isEnough || journal.room() === 'full') return undefined;
  const opening = sessions.acceptSwitch(session);
  return opening.outcome === 'busy' ? undefined : opening;
}

async function logIn(flow: Flow, request: PanelLoginRequest): Promise<LoginOutcome> {
  const { cache, sessions, journal, throttle } = flow;
  const { method } = request;
  if (sessions.current() !== undefined && !method.startsWith('card')) return { outcome: 'busy' };
  if (journal.room() === 'full') return { outcome: 'journal-full' };
  const state = cache.state();
  if (state === undefined) return refuse(flow, request, notYetSynchronized());
  const early = refusedBeforeChecking(flow, request, state);
  if (early !== undefined) return refuse(flow, request, early);
  const read = readSecrets(request, state.profile.cardTransformation);
  if (!read.read) {
    const unfit = read.problem === 'unfit-card' ? countUnfitCard(throttle) : unknownCredential();
    return refuse(flow, request, unfit);
  }
  const verdict = await check(flow, request, state, read.secrets);
  if (!verdict.granted) return refuse(flow, request, verdict);
  const { login, user, answer, hashing } = verdict;
  const opening = sessions.begin(login, user);
  if (answer !== undefined) keepCredentials(flow, answer, hashing);
  return opening;
}

/** D3: a number the profile's steps do not fit is a card nobody knows. */
function countUnfitCard(throttle: AttemptThrottle): RefusedLogin {
  const admission = throttle.admit('card', []);
  if (!admission.admitted) return lockedFor(admission.retryAfter);
  admission.failed(false);
  return unknownCredential();
}

type Checked = (Extract<Verdict, { granted: true }> & { readonly hashing: Hashing }) | RefusedLogin;

async function check(
  flow: Flow,
  request: PanelLoginRequest,
  state: CacheState,
  secrets: readonly Secret[],
): Promise<Checked> {
  const admission = flow.throttle.admit(request.method, secrets);
  if (!admission.admitted) return lockedFor(admission.retryAfter);
  const attempt = await beginAttempt(flow.stretch, state.hashing, secrets);
  try {
    const named = whoIsNamed(flow, state, request, attempt.stretched);
    const taken = named && flow.named.take(named.key);
    // Nothing was looked up: neither a token nor the row of unknown cards hears of it.
    if (taken?.taken === false) return lockedFor(taken.retryAfter, named?.userId);
    const verdict = await decide(flow, request, attempt);
    if (!verdict.granted) {
      admission.failed(verdict.userId !== null);
      return verdict;
    }
    admission.succeeded(verdict.user.id);
    if (named !== undefined) flow.named.succeeded(named.key);
    return { ...verdict, hashing: attempt.hashing };
  } finally {
    endAttempt(attempt);
  }
}

function refuse(
  { refusals }: Pick<Flow, 'refusals'>,
  { method }: PanelLoginRequest,
  { refusal, userId, mode }: RefusedLogin,
): LoginOutcome {
  refusals.refused({ method, code: refusal.code, userId, mode });
  return { outcome: 'refused', refusal };
}
