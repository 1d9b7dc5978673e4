import {
  bootTime,
  elapsed,
  seconds,
  type ActivityId,
  type BootTime,
  type SessionId,
  type UserId,
} from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idleEnd,
  NO_SESSION,
  OFFER_LASTS,
  type GrantedLogin,
  type PanelSession,
  type SessionEffect,
  type SessionEnd,
  type SessionInput,
} from './session.ts';
import { stepSession } from './step-session.ts';

const policy = { idleTimeout: seconds(60) };

/** What an outsider who sees inputs and effects alone must find true of the machine. */
class Panel {
  state: PanelSession = NO_SESSION;
  #now = 0;
  #logins = 0;
  #timer: BootTime | null = null;
  /** Records of a beginning that the journal holds, without one of an end. */
  readonly begun = new Map<SessionId, UserId>();
  readonly ends = new Map<SessionId, SessionEnd>();
  readonly opened = new Set<SessionId>();
  /** Waits for the journal. */
  asked: SessionId | null = null;
  offered: { readonly userId: UserId; readonly at: number } | null = null;
  readonly running = new Set<ActivityId>();

  get now(): BootTime {
    return bootTime(this.#now);
  }

  /** Of the session there is; of nobody else's in no state. */
  get sessionId(): SessionId {
    return this.state.at === 'idle' ? ('nobody' as SessionId) : this.state.login.sessionId; // an id of the tests' own
  }

  wait(ms: number): void {
    const until = this.#now + ms;
    while (this.#timer !== null && this.#timer <= until) {
      this.#now = this.#timer;
      this.#timer = null;
      this.give({ input: 'timer' });
    }
    this.#now = until;
  }

  swipe(user: string, method: GrantedLogin['method']): readonly SessionEffect[] {
    this.#logins += 1;
    const login = { sessionId: `s${this.#logins}` as SessionId, userId: user as UserId, method }; // ids of the tests' own
    return this.give({ input: 'granted', login: { ...login, credentialIds: [], mode: 'offline' } });
  }

  give(input: SessionInput): readonly SessionEffect[] {
    const before = this.state;
    const { state, effects } = stepSession(before, input, this.now, policy);
    this.state = state;
    if (input.input === 'recorded' && input.sessionId === this.asked) {
      this.asked = null;
      if (before.at === 'beginning') this.begun.set(input.sessionId, before.login.userId);
    }
    if (input.input === 'not-recorded' && input.sessionId === this.asked) this.asked = null;
    for (const effect of effects) this.#see(effect);
    this.#check(effects);
    return effects;
  }

  #see(effect: SessionEffect): void {
    switch (effect.effect) {
      case 'record-begin':
        expect([this.asked, this.begun.size]).toEqual([null, 0]);
        expect(this.ends.has(effect.login.sessionId)).toBe(false);
        this.asked = effect.login.sessionId;
        return;
      case 'opened':
        expect([...this.begun.keys()]).toEqual([effect.login.sessionId]);
        this.opened.add(effect.login.sessionId);
        return;
      case 'record-end':
        expect(this.begun.get(effect.sessionId)).toBe(effect.userId);
        expect(this.ends.has(effect.sessionId)).toBe(false);
        this.begun.delete(effect.sessionId);
        this.ends.set(effect.sessionId, effect.reason);
        return;
      case 'set-timer':
        this.#timer = bootTime(this.#now + effect.after);
        return;
      case 'offer-switch':
        this.offered = { userId: effect.login.userId, at: this.#now };
        return;
      case 'cancel':
        expect(this.state.at).toBe('ending');
        return;
      case 'turned-away':
        return;
    }
  }

  #check(effects: readonly SessionEffect[]): void {
    const { state } = this;
    const holds = state.at === 'open' || state.at === 'ending' ? [state.login.sessionId] : [];
    expect([...this.begun.keys()]).toEqual(holds);
    expect(this.asked).toBe(state.at === 'beginning' ? state.login.sessionId : null);
    // Whoever waits for nothing is asked after no later than the idle time-out.
    const end = idleEnd(state, policy);
    if (end !== null) expect(this.#timer).not.toBeNull();
    if (effects.some(({ effect }) => effect === 'record-end')) this.running.clear();
  }
}

type Command = fc.Command<object, Panel>;

/** The model keeps nothing: whatever must hold is checked by the outsider after each input. */
const always = { check: () => true };
const command = (name: string, run: (panel: Panel) => void): Command => ({
  ...always,
  run: (_model, panel) => run(panel),
  toString: () => name,
});

const own = (input: 'touched' | 'logout' | 'same-card' | 'refused-late' | 'switch-declined') =>
  fc.constant(command(input, (panel) => void panel.give({ input, sessionId: panel.sessionId })));

const somebodyElse = (input: 'touched' | 'logout' | 'same-card' | 'refused-late' | 'switch-accepted' | 'recorded') =>
  fc.constant(
    command(`${input} of another`, (panel) => {
      const { state } = panel;
      expect(panel.give({ input, sessionId: 'nobody' as SessionId })).toEqual([]); // an id of the tests' own
      expect(panel.state).toEqual(state);
    }),
  );

const swipe = fc
  .tuple(fc.constantFrom('anna', 'ben', 'carl'), fc.constantFrom('card' as const, 'card+pin' as const, 'pin' as const))
  .map(([user, method]) =>
    command(`${method} of ${user}`, (panel) => {
      const before = panel.state;
      const effects = panel.swipe(user, method).map(({ effect }) => effect);
      if (before.at === 'beginning' || before.at === 'ending') expect(effects).toEqual(['turned-away']);
      if (before.at !== 'open') return;
      const isOffered = before.offer?.login.userId === user && elapsed(before.offer.at, panel.now) <= OFFER_LASTS;
      if (method === 'pin') expect(effects).toEqual(['turned-away']);
      else if (before.login.userId === user) expect(effects).toEqual(['record-end']);
      else expect(effects).toEqual(isOffered ? ['record-end', 'record-begin'] : ['offer-switch']);
    }),
  );

const journal = fc.boolean().map((isWritten) =>
  command(isWritten ? 'the journal writes' : 'the journal cannot write', (panel) => {
    const { asked } = panel;
    if (asked === null) return;
    const effects = panel.give({ input: isWritten ? 'recorded' : 'not-recorded', sessionId: asked });
    if (!isWritten) expect([panel.state, effects[0]?.effect]).toEqual([NO_SESSION, 'turned-away']);
  }),
);

const accept = fc.constant(
  command('the other takes over', (panel) => {
    const before = panel.state;
    const effects = panel.give({ input: 'switch-accepted', sessionId: panel.sessionId });
    if (effects.length === 0) return;
    expect(panel.offered).toMatchObject({ userId: panel.state.at === 'beginning' ? panel.state.login.userId : null });
    expect(before.at).toBe('open');
  }),
);

const disabled = fc.constantFrom('anna', 'ben').map((user) =>
  command(`${user} is disabled`, (panel) => {
    const userId = user as UserId; // an id of the tests' own
    panel.give({ input: 'user-disabled', userId });
    const { state } = panel;
    if (state.at === 'open') expect([state.login.userId, state.offer?.login.userId]).not.toContain(userId);
  }),
);

const activity = fc.constantFrom('a1', 'a2').chain((id) =>
  fc.boolean().map((begins) =>
    command(`${id} ${begins ? 'begins' : 'ends'}`, (panel) => {
      const activityId = id as ActivityId; // an id of the tests' own
      if (begins === panel.running.has(activityId)) return;
      if (begins && panel.state.at !== 'open') return;
      if (begins) panel.running.add(activityId);
      else panel.running.delete(activityId);
      panel.give({ input: begins ? 'activity-began' : 'activity-ended', activityId });
    }),
  ),
);

const wait = fc.integer({ min: 1, max: 70_000 }).map((ms) =>
  command(`${ms} ms pass`, (panel) => {
    const before = panel.state;
    panel.wait(ms);
    if (before.at !== 'open' || before.running.length > 0) return;
    // Nobody was there to touch anything: either the time was not over, or the session is.
    const isOver = elapsed(before.lastTouch, panel.now) >= policy.idleTimeout;
    expect(panel.state.at).toBe(isOver ? 'idle' : 'open');
  }),
);

const stop = fc.constant(command('the program ends', (panel) => void panel.give({ input: 'stopping' })));

const commands = fc.commands<object, Panel>(
  [
    swipe,
    swipe,
    journal,
    journal,
    accept,
    disabled,
    activity,
    activity,
    wait,
    own('touched'),
    own('logout'),
    own('same-card'),
    own('refused-late'),
    own('switch-declined'),
    somebodyElse('logout'),
    somebodyElse('refused-late'),
    somebodyElse('switch-accepted'),
    somebodyElse('recorded'),
    stop,
  ],
  { maxCommands: 60 },
);

describe('session, any history', () => {
  test('[D5a] never two at once; each that the journal began is ended once, and nothing of it comes after its end', () => {
    fc.assert(
      fc.property(commands, (drawn) => {
        const panel = new Panel();
        fc.modelRun(() => ({ model: {}, real: panel }), drawn);
        for (const id of panel.running) panel.give({ input: 'activity-ended', activityId: id });
        if (panel.asked !== null) panel.give({ input: 'recorded', sessionId: panel.asked });
        panel.give({ input: 'stopping' });
        expect([panel.state, panel.begun.size]).toEqual([NO_SESSION, 0]);
        for (const id of panel.opened) expect(panel.ends.has(id)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});
