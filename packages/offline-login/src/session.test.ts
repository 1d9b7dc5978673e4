import { bootTime, seconds, type ActivityId, type SessionId, type UserId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import {
  idleEnd,
  NO_SESSION,
  OFFER_LASTS,
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
    expect(panel.state).toMatchObject({ offer: { login: BEN } });
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

  test('[D5e] the very card that opened a session ends it, also one that is only beginning', () => {
    const open = createPanel().open(ANNA);
    expect(open.give({ input: 'same-card', sessionId: BEN.sessionId })).toEqual([]);
    expect(open.give({ input: 'same-card', sessionId: ANNA.sessionId })).toEqual([ended(ANNA, 'second-swipe')]);
    const beginning = createPanel();
    beginning.give({ input: 'granted', login: ANNA });
    beginning.give({ input: 'same-card', sessionId: ANNA.sessionId });
    expect(beginning.give({ input: 'recorded', sessionId: ANNA.sessionId })).toEqual([ended(ANNA, 'second-swipe')]);
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

  test('[D5f] an offer that nobody answers for fifteen seconds is none any more: the next swipe asks anew', () => {
    const panel = createPanel().open(ANNA);
    panel.give({ input: 'granted', login: BEN });
    panel.wait(OFFER_LASTS + 1);
    expect(panel.give({ input: 'switch-accepted', sessionId: ANNA.sessionId })).toEqual([]);
    expect(panel.give({ input: 'granted', login: BEN })).toEqual([{ effect: 'offer-switch', login: BEN }]);
    panel.wait(OFFER_LASTS);
    expect(panel.give({ input: 'granted', login: BEN })[0]).toEqual(ended(ANNA, 'switch-user'));
  });

  test('[D5d] [D5f] declining, or going on, withdraws the offer', () => {
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
    for (const input of [
      'touched',
      'logout',
      'same-card',
      'switch-accepted',
      'switch-declined',
      'refused-late',
    ] as const) {
      expect(panel.give({ input, sessionId: 's0' as SessionId })).toEqual([]);
    }
    expect(panel.state).toEqual(createPanel().open(ANNA).state);
  });
});
