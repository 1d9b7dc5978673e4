import {
  seconds,
  type ActivityId,
  type Cancel,
  type Clock,
  type Logger,
  type SessionId,
  type UserId,
} from '@holdover/kernel';
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
  /** None while one only waits for its last sheet: nothing more begins in it (B7). */
  current(): OpenSession | undefined;
  begin(login: GrantedLogin, user: HeldUser): Opening;
  touch(session: SessionId): void;
  logout(session: SessionId): void;
  /** The very card that opened it was read again. */
  sameCard(session: SessionId): void;
  /** D5: whoever was offered to takes over. `busy`: nobody was, or not just now. */
  acceptSwitch(session: SessionId): Opening;
  declineSwitch(session: SessionId): void;
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
  return new PanelSessionKeeper(options);
}

/** Runs the effects of the session machine; inputs that effects bring back wait for the step they came from. */
class PanelSessionKeeper implements SessionKeeper {
  readonly #options: SessionKeeperOptions;
  readonly #users = new Map<UserId, HeldUser>();
  readonly #inputs: SessionInput[] = [];
  #state: PanelSession = NO_SESSION;
  #cancelTimer: Cancel = () => undefined;

  constructor(options: SessionKeeperOptions) {
    this.#options = options;
  }

  current(): OpenSession | undefined {
    const state = this.#state;
    if (state.at !== 'open') return undefined;
    const { login } = state;
    const user = this.#users.get(login.userId);
    if (user === undefined) return undefined;
    const { idleTimeout } = this.#policy();
    const end = idleEnd(state, this.#policy());
    const left = end === null ? idleTimeout : Math.max(0, end - this.#options.clock.boot());
    return { id: login.sessionId, user, mode: login.mode, endsInSeconds: Math.ceil(left / 1_000) };
  }

  begin(login: GrantedLogin, user: HeldUser): Opening {
    this.#users.set(user.id, user);
    const effects = this.#dispatch({ input: 'granted', login });
    forgetUsers(this.#users, this.#state);
    return openingOf(effects, this.current());
  }

  touch(sessionId: SessionId): void {
    this.#dispatch({ input: 'touched', sessionId });
  }

  logout(sessionId: SessionId): void {
    this.#dispatch({ input: 'logout', sessionId });
  }

  sameCard(sessionId: SessionId): void {
    this.#dispatch({ input: 'same-card', sessionId });
  }

  acceptSwitch(sessionId: SessionId): Opening {
    const effects = this.#dispatch({ input: 'switch-accepted', sessionId });
    forgetUsers(this.#users, this.#state);
    return openingOf(effects, this.current());
  }

  declineSwitch(sessionId: SessionId): void {
    this.#dispatch({ input: 'switch-declined', sessionId });
  }

  refusedLate(sessionId: SessionId): void {
    this.#dispatch({ input: 'refused-late', sessionId });
  }

  usersDisabled(users: readonly UserId[]): void {
    for (const userId of users) this.#dispatch({ input: 'user-disabled', userId });
  }

  activityBegan(activityId: ActivityId, session: SessionId): void {
    const state = this.#state;
    if (state.at === 'open' && state.login.sessionId === session)
      this.#dispatch({ input: 'activity-began', activityId });
  }

  activityEnded(activityId: ActivityId): void {
    this.#dispatch({ input: 'activity-ended', activityId });
  }

  stop(): void {
    this.#dispatch({ input: 'stopping' });
    this.#cancelTimer();
  }

  #policy(): SessionPolicy {
    return { idleTimeout: seconds(this.#options.idleTimeoutSeconds() ?? IDLE_TIMEOUT_SECONDS) };
  }

  /** @returns the effects of this input and of those it brought back */
  #dispatch(input: SessionInput): readonly SessionEffect[] {
    this.#inputs.push(input);
    if (this.#inputs.length > 1) return [];
    const seen: SessionEffect[] = [];
    for (let next = this.#inputs[0]; next !== undefined; next = this.#inputs[0]) {
      const step = stepSession(this.#state, next, this.#options.clock.boot(), this.#policy());
      this.#state = step.state;
      for (const effect of step.effects) this.#run(effect);
      seen.push(...step.effects);
      this.#inputs.shift();
    }
    if (this.#state.at === 'idle') this.#cancelTimer();
    this.#options.onChanged();
    return seen;
  }

  #run(effect: SessionEffect): void {
    switch (effect.effect) {
      case 'record-begin':
        this.#recordBegin(effect.login);
        return;
      case 'record-end':
        this.#recordEnd(effect);
        return;
      case 'set-timer':
        this.#cancelTimer();
        this.#cancelTimer = this.#options.clock.after(effect.after, () => this.#dispatch({ input: 'timer' }));
        return;
      case 'cancel':
        if (this.#state.at === 'ending') this.#options.stopJobs(this.#state.login.userId);
        return;
      case 'opened':
      case 'offer-switch':
      case 'turned-away':
        return;
    }
  }

  #recordBegin({ sessionId, userId, method, credentialIds, mode }: GrantedLogin): void {
    const { journal, logger } = this.#options;
    try {
      journal.append({ type: 'session-begin', mode, userId, sessionId, method, credentialIds: [...credentialIds] });
      this.#inputs.push({ input: 'recorded', sessionId });
    } catch (error) {
      logger.error('The journal could not be written: no session begins', { error });
      this.#inputs.push({ input: 'not-recorded', sessionId });
    }
  }

  #recordEnd({ sessionId, userId, reason }: Extract<SessionEffect, { effect: 'record-end' }>): void {
    const { journal, logger, mode, stopJobs } = this.#options;
    // What was asked for and has not begun is of no activity yet that could be cancelled.
    if (reason === 'user-disabled' || reason === 'refused-by-server') stopJobs(userId);
    try {
      journal.append({ type: 'session-end', mode: mode(), userId, sessionId, reason });
    } catch (error) {
      logger.error('The end of a session could not be written; the next start ends it', { error, sessionId });
    }
  }
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
  const wanted =
    state.at === 'idle' ? [] : [state.login.userId, ...(state.at === 'open' ? [state.offer?.login.userId] : [])];
  for (const id of users.keys()) if (!wanted.includes(id)) users.delete(id);
}
