import type { PanelJob, PanelSession, PanelState } from '@holdover/api';
import { bootTime, type JobId, type SessionId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import { languageOf } from './language.ts';
import { startPanel, step } from './panel-machine.ts';
import type { Effect, Input, Panel } from './panel-state.ts';

/** Plays inputs, each at its second; answers the panel and every effect on the way. */
function play(...inputs: readonly (readonly [number, Input])[]): { panel: Panel; effects: Effect[] } {
  return playFrom(startPanel(bootTime(0)), ...inputs);
}

function playFrom(panel: Panel, ...inputs: readonly (readonly [number, Input])[]): { panel: Panel; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = panel;
  for (const [second, input] of inputs) {
    const done = step(next, input, bootTime(second * 1_000));
    next = done.panel;
    effects.push(...done.effects);
  }
  return { panel: next, effects };
}

const says = (state: PanelState): Input => ({ type: 'terminal-said', state });
const typed = (digits: string, at = 1): (readonly [number, Input])[] =>
  Array.from(digits).map((digit) => [at, { type: 'digit', digit }] as const);
const session = sessionOf({});
const inSession = (more: Partial<PanelSession> = {}): Panel =>
  play([0, says(stateOf({ session: sessionOf(more) }))]).panel;

describe('logging in', () => {
  test('a PIN is sent once and leaves the state with it', () => {
    const { panel, effects } = play(
      [0, says(stateOf({}))],
      ...typed('246813'),
      [2, { type: 'submit' }],
      [2, { type: 'submit' }],
    );
    expect(effects).toEqual([{ type: 'log-in', ask: 1, request: { method: 'pin', pin: '246813' }, instead: null }]);
    expect(JSON.stringify(panel)).not.toContain('246813');
    expect(panel.screen).toMatchObject({ entry: { step: 'checking', dots: 6 } });
  });

  test('fewer digits than any PIN has are not sent', () => {
    expect(play([0, says(stateOf({}))], ...typed('123'), [1, { type: 'submit' }]).effects).toEqual([]);
  });

  test('erase takes one digit, clear all', () => {
    const { panel } = play([0, says(stateOf({}))], ...typed('123'), [1, { type: 'erase' }]);
    expect(panel.screen).toMatchObject({ entry: { pin: '12' } });
    expect(playFrom(panel, [1, { type: 'clear' }]).panel.screen).toMatchObject({ entry: { pin: '' } });
  });

  test('digits left behind are forgotten', () => {
    const { panel } = play([0, says(stateOf({}))], ...typed('123'), [22, { type: 'tick' }]);
    expect(panel.screen).toMatchObject({ entry: { step: 'typing', pin: '' } });
  });

  test('a card logs in by itself', () => {
    const { effects } = play([0, says(stateOf({}))], [1, { type: 'card-read', number: '04AB' }]);
    expect(effects).toMatchObject([{ request: { method: 'card', card: '04AB' } }]);
  });

  test('where only ID card and PIN is set up, the card waits for its PIN and both go together', () => {
    const state = stateOf({ methods: [{ method: 'card+pin', available: true }] });
    const { panel, effects } = play([0, says(state)], [1, { type: 'card-read', number: '04AB' }], ...typed('2468'), [
      2,
      { type: 'submit' },
    ]);
    expect(effects).toMatchObject([{ request: { method: 'card+pin', card: '04AB', pin: '2468' } }]);
    expect(JSON.stringify(panel)).not.toContain('04AB');
  });

  test('a card that waits in vain is forgotten', () => {
    const state = stateOf({ methods: [{ method: 'card+pin', available: true }] });
    const { panel } = play([0, says(state)], [1, { type: 'card-read', number: '04AB' }], [40, { type: 'tick' }]);
    expect(JSON.stringify(panel)).not.toContain('04AB');
  });

  test('without PIN in the profile digits go nowhere', () => {
    const state = stateOf({ methods: [{ method: 'card', available: true }] });
    expect(play([0, says(state)], ...typed('2468')).panel.screen).toMatchObject({ entry: { pin: '' } });
  });

  test('a refusal is said, and gone with the next digit', () => {
    const answer = { is: 'refused', code: 'unknown-credential', retryAfterSeconds: null } as const;
    const { panel } = play(
      [0, says(stateOf({}))],
      ...typed('246813'),
      [2, { type: 'submit' }],
      [3, { type: 'login-answered', ask: 1, answer }],
    );
    expect(panel.screen).toMatchObject({ refusal: { code: 'unknown-credential' }, entry: { pin: '' } });
    expect(playFrom(panel, ...typed('1', 4)).panel.screen).toMatchObject({ refusal: null });
  });

  test('an answer to an older question changes nothing', () => {
    const { panel } = play([0, says(stateOf({}))], ...typed('246813'), [2, { type: 'submit' }]);
    const late = { type: 'login-answered', ask: 0, answer: { is: 'session', session } } as const;
    expect(playFrom(panel, [3, late]).panel).toBe(panel);
  });
});

describe('the PIN throttle', () => {
  const locked = { is: 'refused', code: 'locked', retryAfterSeconds: 90 } as const;
  const lock = (): Panel =>
    play(
      [0, says(stateOf({}))],
      ...typed('246813'),
      [2, { type: 'submit' }],
      [3, { type: 'login-answered', ask: 1, answer: locked }],
    ).panel;

  test('PIN alone waits, cards go on', () => {
    const { panel, effects } = playFrom(
      lock(),
      ...typed('2468', 4),
      [5, { type: 'submit' }],
      [6, { type: 'card-read', number: '04AB' }],
    );
    expect(effects).toMatchObject([{ request: { method: 'card' } }]);
    expect(panel.screen).toMatchObject({ pinLockedUntil: 93_000 });
  });

  test('the lock ends by time, and by the word of the terminal', () => {
    expect(playFrom(lock(), [93, { type: 'tick' }]).panel.screen).toMatchObject({ pinLockedUntil: null });
    expect(playFrom(lock(), [10, says(stateOf({}))]).panel.screen).toMatchObject({ pinLockedUntil: null });
  });

  test('a page that was just loaded hears of the lock', () => {
    const { panel } = play([0, says(stateOf({ messages: [{ code: 'pin-locked', retryAfterSeconds: 30 }] }))]);
    expect(panel.screen).toMatchObject({ pinLockedUntil: 30_000 });
  });
});

describe('a session', () => {
  test('begins at home and asks for the jobs', () => {
    const { panel, effects } = play([0, says(stateOf({ session }))]);
    expect(panel.screen).toMatchObject({ at: 'visit', view: 'home', endsAt: 60_000 });
    expect(effects).toEqual([{ type: 'list-jobs', session: session.id }]);
  });

  test('that ended elsewhere leaves nothing of itself, at once', () => {
    const { panel } = playFrom(inSession(), [5, says(stateOf({}))]);
    expect(panel.screen.at).toBe('login');
    expect(JSON.stringify(panel)).not.toContain(session.fullName);
  });

  test('logout is immediate, and an old word of the terminal does not undo it', () => {
    const { panel, effects } = playFrom(inSession(), [5, { type: 'logout-asked' }], [5.1, says(stateOf({ session }))]);
    expect(panel.screen.at).toBe('login');
    expect(effects).toEqual([{ type: 'log-out', session: session.id }]);
  });

  test('a logout that never arrived is noticed', () => {
    const { panel } = playFrom(inSession(), [5, { type: 'logout-asked' }], [11, says(stateOf({ session }))]);
    expect(panel.screen.at).toBe('visit');
  });

  test('touches keep it alive, at most one call in three seconds', () => {
    const touches = [10, 11, 12, 13.5].map((at) => [at, { type: 'touched' }] as const);
    const { panel, effects } = playFrom(inSession(), ...touches);
    expect(effects.map(({ type }) => type)).toEqual(['keep-alive', 'keep-alive']);
    expect(panel.screen).toMatchObject({ endsAt: 73_500 });
  });

  test('it ends when its time is over', () => {
    const { panel, effects } = playFrom(inSession(), [60, { type: 'tick' }]);
    expect(panel.screen.at).toBe('login');
    expect(effects).toEqual([{ type: 'log-out', session: session.id }]);
  });

  test('a call answered *session ended* ends it here; an answer for another session does not', () => {
    const answer = { is: 'refused', code: 'session-ended', reason: null } as const;
    const ended = (of: SessionId): Input => ({ type: 'order-answered', session: of, order: 'other', ids: [], answer });
    const other = sessionOf({ id: 'ses_0198c1d2-0000-7000-8000-000000000009' as SessionId }).id;
    expect(playFrom(inSession(), [1, ended(other)]).panel.screen.at).toBe('visit');
    expect(playFrom(inSession(), [1, ended(session.id)]).panel.screen.at).toBe('login');
  });

  test('the same card again, answered *session ended*, leaves', () => {
    const answer = { is: 'refused', code: 'session-ended', retryAfterSeconds: null } as const;
    const { panel } = playFrom(
      inSession(),
      [1, { type: 'card-read', number: '04AB' }],
      [2, { type: 'login-answered', ask: 1, answer }],
    );
    expect(panel.screen.at).toBe('login');
  });

  test("another person's card offers to switch; the first session ends before the second begins", () => {
    const offered = playFrom(
      inSession(),
      [1, { type: 'card-read', number: '04CD' }],
      [
        2,
        { type: 'login-answered', ask: 1, answer: { is: 'refused', code: 'session-active', retryAfterSeconds: null } },
      ],
    );
    expect(offered.panel.screen).toMatchObject({ dialog: { kind: 'other-card', offered: true } });
    const { effects } = playFrom(offered.panel, [3, { type: 'switch-confirmed' }]);
    expect(effects).toMatchObject([{ type: 'log-in', ask: 2, instead: session.id, request: { card: '04CD' } }]);
    const forgotten = playFrom(offered.panel, [14, { type: 'tick' }]);
    expect(JSON.stringify(forgotten.panel)).not.toContain('04CD');
  });
});

describe('jobs', () => {
  const held = jobOf(1, {});
  const greyed = jobOf(2, { available: false, reason: 'needs-print-server' });
  const listed = (panel: Panel, ...items: readonly ReturnType<typeof jobOf>[]): Panel =>
    playFrom(panel, [1, { type: 'jobs-listed', session: null, items }]).panel;

  test('Print all sends what can be released, and shows it', () => {
    const { panel, effects } = playFrom(listed(inSession(), held, greyed), [2, { type: 'print-asked', which: 'all' }]);
    expect(effects).toEqual([{ type: 'print', session: session.id, ids: [held.id] }]);
    expect(panel.screen).toMatchObject({ view: 'jobs', underway: [{ id: held.id, order: 'print' }] });
  });

  test('a second touch sends nothing twice', () => {
    const twice = { type: 'print-asked', which: 'all' } as const;
    expect(playFrom(listed(inSession(), held), [2, twice], [2, twice]).effects).toHaveLength(1);
  });

  test('what can not be released can be deleted, after a question', () => {
    const asked = playFrom(
      listed(inSession(), greyed),
      [2, { type: 'job-toggled', id: greyed.id }],
      [2, { type: 'removal-asked' }],
    );
    expect(asked.effects).toEqual([]);
    const { effects } = playFrom(asked.panel, [3, { type: 'removal-confirmed' }]);
    expect(effects).toEqual([{ type: 'remove', session: session.id, ids: [greyed.id] }]);
  });

  test('a job that is gone from the list is selected no longer', () => {
    const panel = playFrom(listed(inSession(), held, greyed), [2, { type: 'all-toggled' }]).panel;
    expect(listed(panel, greyed).screen).toMatchObject({ selected: [greyed.id] });
  });

  test('a refused order is free again and says why', () => {
    const printing = playFrom(listed(inSession(), held), [2, { type: 'print-asked', which: 'all' }]).panel;
    const answer = { is: 'refused', code: 'not-available', reason: 'printer-unreachable' } as const;
    const refused: Input = { type: 'order-answered', session: session.id, order: 'print', ids: [held.id], answer };
    expect(playFrom(printing, [3, refused]).panel.screen).toMatchObject({
      underway: [],
      notice: { reason: 'printer-unreachable' },
    });
  });

  test("another session's list is not shown", () => {
    const other = 'ses_0198c1d2-0000-7000-8000-000000000009' as SessionId;
    const { panel } = playFrom(inSession(), [1, { type: 'jobs-listed', session: other, items: [held] }]);
    expect(panel.screen).toMatchObject({ jobs: null });
  });
});

describe('language', () => {
  const german = stateOf({ language: 'de' });

  test("the device's own, until somebody chooses; a minute later it is the device's again", () => {
    const chosen = play([0, says(german)], [1, { type: 'language-chosen', language: 'en' }]).panel;
    expect(languageOf(chosen)).toBe('en');
    expect(languageOf(playFrom(chosen, [62, { type: 'tick' }]).panel)).toBe('de');
  });

  test('whoever shows the page may want another than the device has', () => {
    const { panel } = playFrom(startPanel(bootTime(0), 'en'), [0, says(german)]);
    expect(languageOf(panel)).toBe('en');
  });

  test("the person's own in the session, the device's after it", () => {
    const visit = play([0, says(stateOf({ session: sessionOf({ language: 'de' }) }))]).panel;
    expect(languageOf(visit)).toBe('de');
    expect(languageOf(playFrom(visit, [1, { type: 'logout-asked' }]).panel)).toBe('en');
  });
});

test('a line that breaks is lost only when it was there', () => {
  expect(play([1, { type: 'terminal-lost' }]).panel.reach.is).toBe('starting');
  expect(play([0, says(stateOf({}))], [1, { type: 'terminal-lost' }]).panel.reach).toEqual({
    is: 'lost',
    since: 1_000,
  });
});

/** What a terminal says, for tests: all is well unless told otherwise. */
function stateOf({ language = 'en', ...more }: Partial<PanelState> & { readonly language?: 'en' | 'de' }): PanelState {
  return {
    link: 'online',
    device: { name: 'Kyocera, 2nd floor', model: 'kyocera', language, offlineLogin: true },
    methods: [
      { method: 'pin', available: true },
      { method: 'card', available: true },
    ],
    pinMinLength: 6,
    cardRegistration: false,
    session: null,
    messages: [],
    journalBacklog: 0,
    ...more,
  };
}

function sessionOf(more: Partial<PanelSession>): PanelSession {
  return {
    id: 'ses_0198c1d2-0000-7000-8000-000000000001' as SessionId,
    userName: 'anna',
    fullName: 'Anna Keller',
    language: null,
    mode: 'online',
    endsAt: '2026-11-22T12:00:00.000Z',
    endsInSeconds: 60,
    actions: [{ name: 'print', available: true }],
    unlocked: null,
    ...more,
  };
}

function jobOf(number: number, more: Partial<PanelJob>): PanelJob {
  return {
    id: `job_0198c1d2-0000-7000-8000-${String(number).padStart(12, '0')}` as JobId,
    name: `Job ${number}`,
    pages: 2,
    color: false,
    copies: 1,
    createdAt: '2026-11-22T11:00:00.000Z',
    ageSeconds: 60,
    waits: 'device',
    available: true,
    state: 'held',
    impressions: 0,
    ...more,
  };
}
