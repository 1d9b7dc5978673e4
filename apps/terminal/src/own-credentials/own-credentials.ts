import type { PanelCardRegistration, PanelPinChange } from '@holdover/api';
import { present, toBase64Url } from '@holdover/kernel';
import type { LoginRefusal } from '@holdover/offline-login';
import type { CardRegistrationAnswer, PinChangeAnswer } from '@holdover/protocol';
import type { CardSlot } from '../card-reader/card-slot.ts';
import type { TerminalJournal } from '../journal/terminal-journal.ts';
import { grantedByServer, type DecideLoginDeps } from '../session/decide-login.ts';
import { keepCredentials, type KeepCredentialsDeps } from '../session/keep-credentials.ts';
import type { InTurn } from '../session/one-at-a-time.ts';
import { readCard } from '../session/read-card.ts';
import type { OpenSession, SessionKeeper } from '../session/session-keeper.ts';
import type { CredentialsClient } from './credentials-client.ts';
import { prove, type ProofRead, type ProveDeps } from './prove.ts';

/** What people do for themselves at the panel (E10). */
export interface OwnCredentials {
  /** Without a session it opens one. */
  registerCard(request: PanelCardRegistration): Promise<RegistrationOutcome>;
  changePin(request: PanelPinChange): Promise<PinChangeOutcome>;
}

interface Refused {
  readonly outcome: 'refused';
  readonly refusal: LoginRefusal;
}

/** `unavailable` needs the print server. */
export type RegistrationOutcome =
  | { readonly outcome: 'registered'; readonly session: OpenSession }
  | {
      readonly outcome:
        | 'unavailable'
        | 'not-allowed'
        | 'card-taken'
        | 'too-many-cards'
        | 'journal-full'
        | 'not-recorded'
        | 'busy';
    }
  | Refused;

export type PinChangeOutcome =
  /** Shown once; kept and logged nowhere. */
  | { readonly outcome: 'changed'; readonly pin: string }
  | { readonly outcome: 'unavailable' | 'too-many-pins' }
  | Refused;

export interface OwnCredentialsOptions
  extends ProveDeps, KeepCredentialsDeps, Pick<DecideLoginDeps, 'cache' | 'time' | 'entropy'> {
  readonly client: CredentialsClient;
  readonly sessions: Pick<SessionKeeper, 'begin' | 'current' | 'touch'>;
  readonly journal: Pick<TerminalJournal, 'room'>;
  readonly cards: Pick<CardSlot, 'take'>;
  readonly inTurn: InTurn;
}

export function createOwnCredentials(options: OwnCredentialsOptions): OwnCredentials {
  return {
    registerCard: (request) => options.inTurn(() => registerCard(options, request)),
    changePin: (request) => options.inTurn(() => changePin(options, request)),
  };
}

async function registerCard(
  options: OwnCredentialsOptions,
  { card, proof }: PanelCardRegistration,
): Promise<RegistrationOutcome> {
  const { cache, cards, client, journal, sessions } = options;
  const state = cache.state();
  if (state === undefined) return { outcome: 'unavailable' };
  if (!state.profile.cardRegistration) return { outcome: 'not-allowed' };
  if (sessions.current() === undefined && journal.room() === 'full') return { outcome: 'journal-full' };
  const taken = cards.take(card);
  const text = taken && readCard(taken.number, state.profile.cardTransformation);
  // A token that is over, or a number the profile's steps do not fit: there is no card to be registered.
  if (taken === undefined || text === undefined) return { outcome: 'not-allowed' };
  const proven = await prove<CardRegistrationAnswer>(options, proof, {
    beside: [{ method: 'card', text }],
    ask: ({ attempt, proof: sent, beside }) =>
      client.registerCard({
        attempt,
        proof: sent,
        card: {
          generation: beside.hashing.card.generation,
          stretched: toBase64Url(present(beside.stretched[0], 'the card').bytes),
        },
      }),
    attemptOf: (answer) => (answer.outcome === 'registered' ? answer.login : answer).attempt,
    read: readRegistration,
  });
  if (proven.outcome !== 'answered') taken.putBack();
  if (proven.outcome !== 'answered') return proven;
  const { answer, hashing } = proven;
  if (answer.outcome !== 'registered')
    return { outcome: answer.outcome === 'refused' ? 'not-allowed' : answer.outcome };
  const { login, user } = grantedByServer(options, answer.login);
  keepCredentials(options, answer.login, hashing);
  const session = sessions.current();
  if (session === undefined) {
    const opening = sessions.begin(login, user);
    if (opening.outcome === 'opened') return { outcome: 'registered', session: opening.session };
    return { outcome: opening.outcome === 'not-recorded' ? 'not-recorded' : 'busy' };
  }
  sessions.touch(session.id);
  return { outcome: 'registered', session };
}

function readRegistration(answer: CardRegistrationAnswer): ProofRead {
  switch (answer.outcome) {
    case 'registered':
      return { proof: 'right', userId: answer.login.user.id };
    case 'refused':
      return { proof: 'wrong', code: answer.code, userId: answer.userId };
    case 'card-taken':
    case 'too-many-cards':
      return { proof: 'right', userId: null };
    case 'not-allowed':
      return { proof: 'not-checked' };
  }
}

async function changePin(options: OwnCredentialsOptions, { proof }: PanelPinChange): Promise<PinChangeOutcome> {
  const proven = await prove<PinChangeAnswer>(options, proof, {
    beside: [],
    ask: ({ attempt, proof: sent }) => options.client.changePin({ attempt, proof: sent }),
    attemptOf: ({ attempt }) => attempt,
    read: readPinChange,
  });
  if (proven.outcome !== 'answered') return proven;
  const { answer } = proven;
  if (answer.outcome === 'changed') return { outcome: 'changed', pin: answer.pin };
  return { outcome: answer.outcome === 'refused' ? 'unavailable' : answer.outcome };
}

function readPinChange(answer: PinChangeAnswer): ProofRead {
  switch (answer.outcome) {
    case 'changed':
      return { proof: 'right', userId: answer.userId };
    case 'refused':
      return { proof: 'wrong', code: answer.code, userId: answer.userId };
    case 'too-many-pins':
      return { proof: 'right', userId: null };
  }
}
