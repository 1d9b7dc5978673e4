import { bootTime, seconds, type ActivityId, type SessionId, type UserId } from '@holdover/kernel';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  idleEnd,
  NO_SESSION,
  type GrantedLogin,
  type PanelSession,
  type SessionEffect,
  type SessionInput,
} from './session.ts';
import { stepSession } from './step-session.ts';

const policy = { idleTimeout: seconds(60) };

function login(user: string, session: string, method: GrantedLogin['method'] = 'card'): GrantedLogin {
  return { sessionId: session as SessionId, userId: user as UserId, method, credentialIds: [], mode: 'offline' };
}

const ANNA = login('anna', 's1');
const BEN = login('ben', 's2');
const PRINT = 'act_1' as ActivityId;

function createPanel() {
  let state: PanelSession = NO_SESSION;
  let now = 0;
  const panel = {
    get state() {
      return state;
    },
    wait(ms: number) {
      now += ms;
    },
    give(input: SessionInput): readonly SessionEffect[] {
      const next = stepSession(state, input, bootTime(now), policy);
      state = next.state;
      return next.effects;
    },
    open(granted: GrantedLogin) {
      panel.give({ input: 'granted', login: granted });
      panel.give({ input: 'recorded', sessionId: granted.sessionId });
      return panel;
    },
  };
  return panel;
}

const ended = (granted: GrantedLogin, reason: string) => ({
  effect: 'record-end',
  sessionId: granted.sessionId,
  userId: granted.userId,
  reason,
});

describe('session', () => {
  test('[D1d] granted is not yet a session: the journal has to say so', () => {
    const panel = createPanel();
    expect(panel.give({ input: 'granted', login: ANNA })).toEqual([{ effect: 'record-begin', login: ANNA }]);
    expect(panel.state.at).toBe('beginning');
    expect(panel.give({ input: 'recorded', sessionId: BEN.sessionId })).toEqual([]);
    expect(panel.give({ input: 'recorded', sessionId: ANNA.sessionId })).toEqual([
      { effect: 'opened', login: ANNA },
      { effect: 'set-timer', after: seconds(60) },
    ]);
  });

  test('[D1d] a journal that cannot write opens nothing', () => {
    const panel = createPanel();
    panel.give({ input: 'granted', login: ANNA });
    expect(panel.give({ input: 'not-recorded', sessionId: ANNA.sessionId })).toEqual([
      { effect: 'turned-away', login: ANNA },
    ]);
    expect(panel.state).toEqual(NO_SESSION);
  });

  test('[D1e] the server’s late refusal ends the session, also one that is only beginning', () => {
    const open = createPanel().open(ANNA);
    expect(open.give({ input: 'refused-late', sessionId: ANNA.sessionId })).toEqual([ended(ANNA, 'refused-by-server')]);
    const beginning = createPanel();
    beginning.give({ input: 'granted', login: ANNA });
    expect(beginning.give({ input: 'refused-late', sessionId: ANNA.sessionId })).toEqual([]);
    expect(beginning.give({ input: 'recorded', sessionId: ANNA.sessionId })).toEqual([
      ended(ANNA, 'refused-by-server'),
    ]);
    expect(beginning.state).toEqual(NO_SESSION);
  });

  test('[D1e] [B7a] while one begins, only its own refusal, user and logout end it', () => {
    const outcome = (input: SessionInput) => {
      const panel = createPanel();
      panel.give({ input: 'granted', login: ANNA });
      panel.give(input);
      return panel.give({ input: 'recorded', sessionId: ANNA.sessionId })[0];
    };
    const { sessionId, userId } = ANNA;
    expect(outcome({ input: 'logout', sessionId })).toEqual(ended(ANNA, 'logout'));
    expect(outcome({ input: 'user-disabled', userId })).toEqual(ended(ANNA, 'user-disabled'));
    expect(outcome({ input: 'stopping' })).toEqual(ended(ANNA, 'stopped'));
    const opened = { effect: 'opened', login: ANNA };
    expect(outcome({ input: 'logout', sessionId: BEN.sessionId })).toEqual(opened);
    expect(outcome({ input: 'refused-late', sessionId: BEN.sessionId })).toEqual(opened);
    expect(outcome({ input: 'user-disabled', userId: BEN.userId })).toEqual(opened);
  });

  test('[B7a] an offer of a disabled user is withdrawn, another’s stays', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'granted', login: BEN });
    panel.give({ input: 'user-disabled', userId: 'carl' as UserId });
    expect(panel.state).toMatchObject({ offer: BEN });
    panel.give({ input: 'user-disabled', userId: BEN.userId });
    expect(panel.state).toMatchObject({ at: 'open', offer: null });
  });

  test('a terminal that stops ends the session, also one that waits for its last sheet', () => {
    expect(createPanel().open(ANNA).give({ input: 'stopping' })).toEqual([ended(ANNA, 'stopped')]);
    const ending = createPanel().open(ANNA);
    ending.give({ input: 'activity-began', activityId: PRINT });
    ending.give({ input: 'user-disabled', userId: ANNA.userId });
    expect(ending.give({ input: 'touched', sessionId: ANNA.sessionId })).toEqual([]);
    expect(ending.give({ input: 'activity-ended', activityId: 'act_2' as ActivityId })).toEqual([]);
    expect(ending.give({ input: 'stopping' })).toEqual([ended(ANNA, 'user-disabled')]);
  });

  test('[D1e] a refusal of somebody who only offered to take over withdraws the offer', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'granted', login: BEN });
    panel.give({ input: 'refused-late', sessionId: BEN.sessionId });
    expect(panel.state).toMatchObject({ at: 'open', login: ANNA, offer: null });
    expect(panel.give({ input: 'switch-accepted', sessionId: ANNA.sessionId })).toEqual([]);
  });

  test('[D5a] while one begins, another is turned away', () => {
    const panel = createPanel();
    panel.give({ input: 'granted', login: ANNA });
    expect(panel.give({ input: 'granted', login: BEN })).toEqual([{ effect: 'turned-away', login: BEN }]);
    panel.give({ input: 'recorded', sessionId: ANNA.sessionId });
    const byPin = login('ben', 's3', 'pin');
    expect(panel.give({ input: 'granted', login: byPin })).toEqual([{ effect: 'turned-away', login: byPin }]);
  });

  test('[D5b] a minute untouched ends it; a touch starts the minute anew', () => {
    const panel = createPanel().open(ANNA);
    panel.wait(seconds(40));
    panel.give({ input: 'touched', sessionId: ANNA.sessionId });
    expect(idleEnd(panel.state, policy)).toBe(seconds(100));
    panel.wait(seconds(20));
    expect(panel.give({ input: 'timer' })).toEqual([{ effect: 'set-timer', after: seconds(40) }]);
    panel.wait(seconds(40));
    expect(panel.give({ input: 'timer' })).toEqual([ended(ANNA, 'idle')]);
  });

  test('[D5b] a running activity keeps it, and its end starts the minute', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'activity-began', activityId: PRINT });
    expect(idleEnd(panel.state, policy)).toBeNull();
    panel.wait(seconds(300));
    expect(panel.give({ input: 'timer' })).toEqual([]);
    expect(panel.give({ input: 'activity-ended', activityId: PRINT })).toEqual([
      { effect: 'set-timer', after: seconds(60) },
    ]);
    panel.wait(seconds(60));
    expect(panel.give({ input: 'timer' })).toEqual([ended(ANNA, 'idle')]);
  });

  test('[D5c] her own card again logs her out', () => {
    const panel = createPanel().open(ANNA);
    expect(panel.give({ input: 'granted', login: login('anna', 's9') })).toEqual([ended(ANNA, 'second-swipe')]);
    expect(panel.state).toEqual(NO_SESSION);
  });

  test('[D5d] another’s card offers; accepting ends the first session before the second begins', () => {
    const panel = createPanel().open(ANNA);
    expect(panel.give({ input: 'granted', login: BEN })).toEqual([{ effect: 'offer-switch', login: BEN }]);
    expect(panel.state).toMatchObject({ at: 'open', login: ANNA });
    expect(panel.give({ input: 'switch-accepted', sessionId: ANNA.sessionId })).toEqual([
      ended(ANNA, 'switch-user'),
      { effect: 'record-begin', login: BEN },
    ]);
  });

  test('[D5d] the other’s card again accepts, with what this swipe was granted', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'granted', login: BEN });
    const again = login('ben', 's8');
    expect(panel.give({ input: 'granted', login: again })).toEqual([
      ended(ANNA, 'switch-user'),
      { effect: 'record-begin', login: again },
    ]);
  });

  test('[D5d] declining, or going on, withdraws the offer', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'granted', login: BEN });
    panel.give({ input: 'switch-declined', sessionId: ANNA.sessionId });
    expect(panel.give({ input: 'switch-accepted', sessionId: ANNA.sessionId })).toEqual([]);
    panel.give({ input: 'granted', login: BEN });
    panel.give({ input: 'touched', sessionId: ANNA.sessionId });
    expect(panel.give({ input: 'switch-accepted', sessionId: ANNA.sessionId })).toEqual([]);
  });

  test('[B7a] a disabled user’s session ends after the sheet in print', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'activity-began', activityId: PRINT });
    expect(panel.give({ input: 'user-disabled', userId: BEN.userId })).toEqual([]);
    expect(panel.give({ input: 'user-disabled', userId: ANNA.userId })).toEqual([
      { effect: 'cancel', activityId: PRINT },
    ]);
    expect(panel.state.at).toBe('ending');
    expect(panel.give({ input: 'granted', login: BEN })).toEqual([{ effect: 'turned-away', login: BEN }]);
    expect(panel.give({ input: 'activity-ended', activityId: PRINT })).toEqual([ended(ANNA, 'user-disabled')]);
  });

  test('[B7a] at once when nothing runs', () => {
    expect(createPanel().open(ANNA).give({ input: 'user-disabled', userId: ANNA.userId })).toEqual([
      ended(ANNA, 'user-disabled'),
    ]);
  });

  test('another session’s id moves nothing', () => {
    const panel = createPanel().open(ANNA);
    for (const input of ['touched', 'logout', 'switch-accepted', 'switch-declined', 'refused-late'] as const) {
      expect(panel.give({ input, sessionId: 's0' as SessionId })).toEqual([]);
    }
    expect(panel.state).toEqual(createPanel().open(ANNA).state);
  });
});

const session = fc.constantFrom('s1', 's2', 's3').map((id) => id as SessionId);
const user = fc.constantFrom('anna', 'ben').map((id) => id as UserId);
const activity = fc.constantFrom('a1', 'a2').map((id) => id as ActivityId);
const of = <I extends SessionInput['input']>(input: I) => ({ input: fc.constant(input) });

const anyInput: fc.Arbitrary<SessionInput> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      ...of('granted'),
      login: fc
        .tuple(user, fc.nat(), fc.constantFrom('card' as const, 'pin' as const))
        .map(([who, n, how]) => login(who, `g${n}`, how)),
    }),
  },
  fc.record({ ...of('touched'), sessionId: session }),
  fc.record({ ...of('logout'), sessionId: session }),
  fc.record({ ...of('refused-late'), sessionId: session }),
  fc.record({ ...of('user-disabled'), userId: user }),
  fc.record({ ...of('activity-began'), activityId: activity }),
  fc.record({ ...of('activity-ended'), activityId: activity }),
  fc.constant({ input: 'timer' as const }),
  fc.constant({ input: 'stopping' as const }),
);

/** Inputs about the session that is there. */
function about(state: PanelSession, pick: number): SessionInput {
  if (state.at === 'idle') return { input: 'timer' };
  const { sessionId } = state.login;
  const inputs = [
    'recorded',
    'recorded',
    'switch-accepted',
    'touched',
    'not-recorded',
    'refused-late',
    'logout',
  ] as const;
  return { input: inputs[pick % inputs.length] ?? 'touched', sessionId };
}

describe('session, any history', () => {
  test('[D5a] never two at once; each that the journal began is ended once, and none other', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyInput, fc.nat(100)), { maxLength: 120 }), (drawn) => {
        let state: PanelSession = NO_SESSION;
        let begun: GrantedLogin | null = null;
        let open = 0;
        for (const [i, one] of drawn.entries()) {
          const input = typeof one === 'number' ? about(state, one) : one;
          const { state: after, effects } = stepSession(state, input, bootTime(i * 7_000), policy);
          const failed = input.input === 'not-recorded' && state.at === 'beginning';
          if (input.input === 'recorded' && state.at === 'beginning') open += 1;
          if (failed) begun = null;
          for (const effect of effects) {
            if (effect.effect === 'record-begin') {
              expect(begun).toBeNull();
              begun = effect.login;
            }
            if (effect.effect === 'record-end') {
              expect(begun?.sessionId).toBe(effect.sessionId);
              begun = null;
              open -= 1;
            }
          }
          expect(open).toBe(after.at === 'open' || after.at === 'ending' ? 1 : 0);
          expect(begun === null).toBe(after.at === 'idle');
          state = after;
        }
      }),
      { numRuns: 400 },
    );
  });
});
