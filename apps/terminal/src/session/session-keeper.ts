import { seconds, type ActivityId, type Cancel, type Clock, type Logger, type SessionId, type UserId } from '@holdover/kernel';
import {
  idleEnd,
  NO_SESSION,
  stepSession,
  type GrantedLogin,
  type PanelSession,
  type SessionEffect,
  type SessionInput,
  type SessionPolicy,
} from '@holdover/offline-login';
import type { HeldUser } from '@holdover/protocol';
import type { TerminalJournal } from '../journal/terminal-journal.ts';

/** Somebody's session at the panel. */
export interface OpenSession {
  readonly id: SessionId;
  readonly user: HeldUser;
  /** How the login was decided; each activity has its own (C4). */
  readonly mode: 'online' | 'offline';
  /** Seconds until idle logout; the whole time-out while an activity keeps the session open. */
  readonly endsInSeconds: number;
}

/**
 * What a granted login came to: `opened` a session · `ended` the same user's card again logged out ·
 * `offered` another user's card: the same again takes over · `busy` somebody is there · `not-recorded` the journal could not
 * write, so nothing took effect.
 */
export type Opening =
  | { readonly outcome: 'opened'; readonly session: OpenSession }
  | { readonly outcome: 'ended' | 'offered' | 'busy' | 'not-recorded' };

/** D5: one session at a time. It exists once the journal holds its beginning (D1). */
export interface SessionKeeper {
  current(): OpenSession | undefined;
  begin(login: GrantedLogin, user: HeldUser): Opening;
  touch(session: SessionId): void;
  logout(session: SessionId): void;
  refusedLate(session: SessionId): void;
  /** B7. */
  usersDisabled(users: readonly UserId[]): void;
  activityBegan(activity: ActivityId, session: SessionId): void;
  activityEnded(activity: ActivityId): void;
  /** The program ends. */
  stop(): void;
}

export interface SessionKeeperOptions {
  readonly journal: Pick<TerminalJournal, 'append'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Of what happens now (C4). */
  readonly mode: () => 'online' | 'offline';
  /** The profile's; undefined before the first synchronization. */
  readonly idleTimeoutSeconds: () => number | undefined;
  /** B7: nothing more of this user is started; the sheet in print comes out. */
  readonly stopJobs: (user: UserId) => void;
  readonly onChanged: () => void;
}

/** Of a profile that says nothing else. */
const IDLE_TIMEOUT_SECONDS = 60;

export function createSessionKeeper(options: SessionKeeperOptions): SessionKeeper {
  const { journal, clock, logger } = options;
  const users = new Map<UserId, HeldUser>();
  let state: PanelSession = NO_SESSION;
  let cancelTimer: Cancel = () => undefined;
  let inputs: SessionInput[] = [];
  let seen: SessionEffect[] = [];

  const policy = (): SessionPolicy => ({ idleTimeout: seconds(options.idleTimeoutSeconds() ?? IDLE_TIMEOUT_SECONDS) });

  /** Inputs that effects bring back wait their turn, so that each step sees the state of the one before. */
  function dispatch(input: SessionInput): readonly SessionEffect[] {
    inputs.push(input);
    if (inputs.length > 1) return [];
    seen = [];
    for (let next = inputs[0]; next !== undefined; next = inputs[0]) {
      const step = stepSession(state, next, clock.boot(), policy());
      state = step.state;
      step.effects.forEach(run);
      seen.push(...step.effects);
      inputs = inputs.slice(1);
    }
    if (state.at === 'idle') cancelTimer();
    options.onChanged();
    return seen;
  }

  function run(effect: SessionEffect): void {
    switch (effect.effect) {
      case 'record-begin':
        recordBegin(effect.login);
        return;
      case 'record-end':
        recordEnd(effect);
        return;
      case 'set-timer':
        cancelTimer();
        cancelTimer = clock.after(effect.after, () => dispatch({ input: 'timer' }));
        return;
      case 'cancel':
        if (state.at === 'ending') options.stopJobs(state.login.userId);
        return;
      case 'opened':
      case 'offer-switch':
      case 'turned-away':
        return;
    }
  }

  function recordBegin({ sessionId, userId, method, credentialIds, mode }: GrantedLogin): void {
    try {
      journal.append({ type: 'session-begin', mode, userId, sessionId, method, credentialIds: [...credentialIds] });
      inputs.push({ input: 'recorded', sessionId });
    } catch (error) {
      logger.error('The journal could not be written: no session begins', { error });
      inputs.push({ input: 'not-recorded', sessionId });
    }
  }

  function recordEnd({ sessionId, userId, reason }: Extract<SessionEffect, { effect: 'record-end' }>): void {
    try {
      journal.append({ type: 'session-end', mode: options.mode(), userId, sessionId, reason });
    } catch (error) {
      logger.error('The end of a session could not be written; the next start ends it', { error, sessionId });
    }
  }

  function current(): OpenSession | undefined {
    if (state.at !== 'open' && state.at !== 'ending') return undefined;
    const { login } = state;
    const user = users.get(login.userId);
    if (user === undefined) return undefined;
    const end = idleEnd(state, policy());
    const left = end === null ? policy().idleTimeout : Math.max(0, end - clock.boot());
    return { id: login.sessionId, user, mode: login.mode, endsInSeconds: Math.ceil(left / 1_000) };
  }

  return {
    current,
    begin(login, user) {
      users.set(user.id, user);
      const effects =
        state.at === 'open' && state.offer?.userId === login.userId
          ? dispatch({ input: 'switch-accepted', sessionId: state.login.sessionId })
          : dispatch({ input: 'granted', login });
      forgetUsers(users, state);
      return openingOf(effects, current());
    },
    touch: (sessionId) => void dispatch({ input: 'touched', sessionId }),
    logout: (sessionId) => void dispatch({ input: 'logout', sessionId }),
    refusedLate: (sessionId) => void dispatch({ input: 'refused-late', sessionId }),
    usersDisabled: (ids) => ids.forEach((userId) => dispatch({ input: 'user-disabled', userId })),
    activityBegan(activityId, session) {
      if (state.at === 'open' && state.login.sessionId === session) dispatch({ input: 'activity-began', activityId });
    },
    activityEnded: (activityId) => void dispatch({ input: 'activity-ended', activityId }),
    stop() {
      dispatch({ input: 'stopping' });
      cancelTimer();
    },
  };
}

function openingOf(effects: readonly SessionEffect[], session: OpenSession | undefined): Opening {
  const has = (effect: SessionEffect['effect']): boolean => effects.some((one) => one.effect === effect);
  if (has('opened') && session !== undefined) return { outcome: 'opened', session };
  if (has('offer-switch')) return { outcome: 'offered' };
  if (has('record-begin')) return { outcome: 'not-recorded' };
  if (has('record-end')) return { outcome: 'ended' };
  return { outcome: 'busy' };
}

/** Names stay in memory no longer than somebody is there or offered to be. */
function forgetUsers(users: Map<UserId, HeldUser>, state: PanelSession): void {
  const wanted = state.at === 'idle' ? [] : [state.login.userId, ...(state.at === 'open' ? [state.offer?.userId] : [])];
  for (const id of users.keys()) if (!wanted.includes(id)) users.delete(id);
}
