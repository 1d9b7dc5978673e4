import { elapsed, milliseconds, unreachable, type ActivityId, type BootTime, type UserId } from '@holdover/kernel';
import {
  NO_SESSION,
  OFFER_LASTS,
  type GrantedLogin,
  type PanelSession,
  type SessionEnd,
  type SessionInput,
  type SessionPolicy,
  type SessionStep,
} from './session.ts';

/** D5 and the parts of D1 and B7 that concern a session. Inputs about another session than the present one change nothing. */
export function stepSession(
  state: PanelSession,
  input: SessionInput,
  now: BootTime,
  policy: SessionPolicy,
): SessionStep {
  switch (state.at) {
    case 'idle':
      return input.input === 'granted' ? begin(input.login) : still(state);
    case 'beginning':
      return whileBeginning(state, input, now, policy);
    case 'open':
      return whileOpen(state, input, now, policy);
    case 'ending':
      return whileEnding(state, input);
    default:
      return unreachable(state);
  }
}

type Beginning = Extract<PanelSession, { at: 'beginning' }>;
type Open = Extract<PanelSession, { at: 'open' }>;
type Ending = Extract<PanelSession, { at: 'ending' }>;

function still(state: PanelSession): SessionStep {
  return { state, effects: [] };
}

function begin(login: GrantedLogin): SessionStep {
  return { state: { at: 'beginning', login, doomed: null }, effects: [{ effect: 'record-begin', login }] };
}

function whileBeginning(state: Beginning, input: SessionInput, now: BootTime, policy: SessionPolicy): SessionStep {
  const { login } = state;
  switch (input.input) {
    case 'recorded':
      if (input.sessionId !== login.sessionId) return still(state);
      return state.doomed === null ? open(login, now, policy) : ended(login, state.doomed);
    case 'not-recorded':
      if (input.sessionId !== login.sessionId) return still(state);
      return { state: NO_SESSION, effects: [{ effect: 'turned-away', login }] };
    case 'granted':
      return { state, effects: [{ effect: 'turned-away', login: input.login }] };
    case 'logout':
      return input.sessionId === login.sessionId ? doom(state, 'logout') : still(state);
    case 'same-card':
      return input.sessionId === login.sessionId ? doom(state, 'second-swipe') : still(state);
    case 'refused-late':
      return input.sessionId === login.sessionId ? doom(state, 'refused-by-server') : still(state);
    case 'user-disabled':
      return input.userId === login.userId ? doom(state, 'user-disabled') : still(state);
    case 'stopping':
      return doom(state, 'stopped');
    default:
      return still(state);
  }
}

function doom(state: Beginning, reason: SessionEnd): SessionStep {
  return still({ ...state, doomed: state.doomed ?? reason });
}

function open(login: GrantedLogin, now: BootTime, policy: SessionPolicy): SessionStep {
  return {
    state: { at: 'open', login, lastTouch: now, running: [], offer: null },
    effects: [
      { effect: 'opened', login },
      { effect: 'set-timer', after: policy.idleTimeout },
    ],
  };
}

function whileOpen(state: Open, input: SessionInput, now: BootTime, policy: SessionPolicy): SessionStep {
  const mine = 'sessionId' in input && input.sessionId === state.login.sessionId;
  switch (input.input) {
    case 'granted':
      return secondLogin(state, input.login, now);
    case 'touched':
      return still(mine ? { ...state, lastTouch: now, offer: null } : state);
    case 'logout':
      return mine ? endOpen(state, 'logout') : still(state);
    case 'same-card':
      return mine ? endOpen(state, 'second-swipe') : still(state);
    case 'timer':
      return onTimer(state, now, policy);
    case 'switch-accepted':
      return mine ? switchUser(state, now) : still(state);
    case 'switch-declined':
      return still(mine ? { ...state, lastTouch: now, offer: null } : state);
    case 'activity-began':
      return still({ ...state, running: [...state.running, input.activityId], lastTouch: now });
    case 'activity-ended':
      return activityEnded(state, input.activityId, now, policy);
    case 'refused-late':
      return mine
        ? windDown(state, 'refused-by-server')
        : withdrawOffer(state, state.offer?.login.sessionId === input.sessionId);
    case 'user-disabled':
      return disabled(state, input.userId);
    case 'stopping':
      return endOpen(state, 'stopped');
    case 'recorded':
    case 'not-recorded':
      return still(state);
    default:
      return unreachable(input);
  }
}

/**
 * D5: the same user's card logs out, another user's offers to switch, and that one's again accepts. Anything else than a card waits
 * until the panel is free.
 */
function secondLogin(state: Open, login: GrantedLogin, now: BootTime): SessionStep {
  if (!login.method.startsWith('card')) return { state, effects: [{ effect: 'turned-away', login }] };
  if (login.userId === state.login.userId) return endOpen(state, 'second-swipe');
  if (login.userId === offered(state, now)?.userId) return switchTo(state, login);
  const offer = { login, at: now };
  return { state: { ...state, offer, lastTouch: now }, effects: [{ effect: 'offer-switch', login }] };
}

function switchUser(state: Open, now: BootTime): SessionStep {
  const login = offered(state, now);
  return login === undefined ? still(state) : switchTo(state, login);
}

function offered({ offer }: Open, now: BootTime): GrantedLogin | undefined {
  return offer !== null && elapsed(offer.at, now) <= OFFER_LASTS ? offer.login : undefined;
}

function switchTo(state: Open, login: GrantedLogin): SessionStep {
  const after = begin(login);
  return { state: after.state, effects: [...ended(state.login, 'switch-user').effects, ...after.effects] };
}

function onTimer(state: Open, now: BootTime, policy: SessionPolicy): SessionStep {
  if (state.running.length > 0) return still(state);
  const idle = elapsed(state.lastTouch, now);
  if (idle >= policy.idleTimeout) return endOpen(state, 'idle');
  return { state, effects: [{ effect: 'set-timer', after: milliseconds(policy.idleTimeout - idle) }] };
}

function activityEnded(state: Open, activityId: ActivityId, now: BootTime, policy: SessionPolicy): SessionStep {
  if (!state.running.includes(activityId)) return still(state);
  const running = state.running.filter((one) => one !== activityId);
  const next = { ...state, running, lastTouch: now };
  return { state: next, effects: running.length > 0 ? [] : [{ effect: 'set-timer', after: policy.idleTimeout }] };
}

function disabled(state: Open, userId: UserId): SessionStep {
  if (userId === state.login.userId) return windDown(state, 'user-disabled');
  return withdrawOffer(state, state.offer?.login.userId === userId);
}

function withdrawOffer(state: Open, concerned: boolean): SessionStep {
  return still(concerned ? { ...state, offer: null } : state);
}

/** The user leaves; what prints goes on under its own activity. */
function endOpen(state: Open, reason: SessionEnd): SessionStep {
  return ended(state.login, reason);
}

/** B7: what runs stops after the sheet in print, then the session ends. */
function windDown(state: Open, reason: SessionEnd): SessionStep {
  const { login, running } = state;
  if (running.length === 0) return ended(login, reason);
  return {
    state: { at: 'ending', login, running, reason },
    effects: running.map((activityId) => ({ effect: 'cancel', activityId })),
  };
}

function whileEnding(state: Ending, input: SessionInput): SessionStep {
  if (input.input === 'granted') return { state, effects: [{ effect: 'turned-away', login: input.login }] };
  if (input.input === 'stopping') return ended(state.login, state.reason);
  if (input.input !== 'activity-ended') return still(state);
  const running = state.running.filter((one) => one !== input.activityId);
  return running.length === 0 ? ended(state.login, state.reason) : still({ ...state, running });
}

function ended(login: GrantedLogin, reason: SessionEnd): SessionStep {
  const { sessionId, userId } = login;
  return { state: NO_SESSION, effects: [{ effect: 'record-end', sessionId, userId, reason }] };
}
