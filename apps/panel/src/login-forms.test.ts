import type { PanelState } from '@holdover/api';
import { describe, expect, test } from 'vitest';
import { languageOf } from './language.ts';
import type { Panel } from './panel-state.ts';
import { idle, play, refused, says, session, sessionOf, stateOf, submit, typed, type At } from './testing/play.ts';

const SECRET = 'Übung-7!';
const CARD = '04DEADBEEF';

describe('user name and password', () => {
  const form = (): Panel => play(idle(), [1, { type: 'proof-chosen', with: 'password' }]).panel;
  const sent = () => play(form(), ...typed('anna', 2), submit(3), ...typed(SECRET, 4), submit(5));

  test('Enter leads from the name to the password and then sends both; the password leaves the state', () => {
    const { panel, effects } = sent();
    expect(effects).toEqual([
      {
        type: 'log-in',
        ask: 1,
        request: { method: 'password', userName: 'anna', password: SECRET },
        instead: null,
      },
    ]);
    expect(JSON.stringify(panel)).not.toContain(SECRET);
    expect(panel.screen).toMatchObject({ entry: { step: 'checking', dots: 8 } });
  });

  test('a refusal keeps the name and asks for the password again', () => {
    const { panel } = play(sent().panel, [
      6,
      { type: 'login-answered', ask: 1, answer: refused('unknown-credential') },
    ]);
    expect(panel.screen).toMatchObject({
      refusal: { code: 'unknown-credential', method: 'password' },
      entry: { step: 'password', proof: { userName: 'anna', password: '', field: 'password' } },
    });
  });

  test('half of it sends nothing; erase takes one character, an umlaut too', () => {
    const { panel, effects } = play(form(), ...typed('ü', 2), [3, { type: 'erase' }], submit(4));
    expect(effects).toEqual([]);
    expect(panel.screen).toMatchObject({ entry: { proof: { userName: '', field: 'userName' } } });
  });

  test('what was left behind is forgotten after a minute', () => {
    const { panel } = play(form(), ...typed('anna', 2), [63, { type: 'tick' }]);
    expect(panel.screen).toMatchObject({ entry: { step: 'typing', pin: '' } });
  });

  test('[E2] without the server there is no such form', () => {
    const methods = [{ method: 'password', available: false, reason: 'needs-print-server' }] as const;
    const { panel } = play(idle({ methods: [...methods] }), [1, { type: 'proof-chosen', with: 'password' }]);
    expect(panel.screen).toMatchObject({ entry: { step: 'typing' } });
  });

  test('a card that is held to the reader meanwhile logs in', () => {
    const { effects } = play(form(), ...typed('anna', 2), [3, { type: 'card-read', number: CARD }]);
    expect(effects).toMatchObject([{ request: { method: 'card', card: CARD } }]);
  });
});

describe('an unknown card', () => {
  const unknown = (more: Partial<PanelState> = {}): Panel =>
    play(
      idle({ cardRegistration: true, ...more }),
      [1, { type: 'card-read', number: CARD }],
      [2, { type: 'login-answered', ask: 1, answer: refused('unknown-credential') }],
    ).panel;

  test('is forgotten at once where nobody may register it', () => {
    expect(JSON.stringify(unknown({ cardRegistration: false }))).not.toContain(CARD);
  });

  test('is offered for registration, for half a minute', () => {
    expect(unknown().screen).toMatchObject({ entry: { step: 'unknown-card' } });
    expect(JSON.stringify(play(unknown(), [33, { type: 'tick' }]).panel)).not.toContain(CARD);
  });

  test('only when it is unknown: what else is refused is said and forgotten', () => {
    const { panel } = play(
      idle({ cardRegistration: true }),
      [1, { type: 'card-read', number: CARD }],
      [2, { type: 'login-answered', ask: 1, answer: refused('locked') }],
    );
    expect(JSON.stringify(panel)).not.toContain(CARD);
  });

  test('becomes somebody’s by a PIN, in one call, and the session begins with a word about it', () => {
    const { panel, effects } = play(unknown(), [3, { type: 'registration-asked' }], ...typed('246813', 4), submit(5));
    expect(effects).toEqual([
      { type: 'register-first', ask: 2, request: { card: CARD, proof: { method: 'pin', pin: '246813' } } },
    ]);
    expect(JSON.stringify(panel)).not.toContain('246813');
    const answer = { is: 'session', session } as const;
    const visit = play(panel, [6, { type: 'login-answered', ask: 2, answer }]).panel;
    expect(visit.screen).toMatchObject({ at: 'visit', goodNews: { what: 'card-registered' } });
    expect(play(visit, [13, { type: 'tick' }]).panel.screen).toMatchObject({ goodNews: null });
  });

  test('a wrong PIN may be typed again; a card that is taken may not', () => {
    const asked = play(unknown(), [3, { type: 'registration-asked' }], ...typed('111222', 4), submit(5)).panel;
    const answered = (code: 'unknown-credential' | 'card-taken') =>
      play(asked, [6, { type: 'login-answered', ask: 2, answer: refused(code) }]).panel;
    expect(answered('unknown-credential').screen).toMatchObject({ entry: { step: 'register', proof: { pin: '' } } });
    expect(answered('card-taken').screen).toMatchObject({
      entry: { step: 'typing' },
      refusal: { code: 'card-taken' },
    });
    expect(JSON.stringify(answered('card-taken'))).not.toContain(CARD);
  });

  test('people show who they are by what the profile knows; by either where that is the card alone', () => {
    const card = [{ method: 'card', available: true }] as const;
    const { panel } = play(unknown({ methods: [...card] }), [3, { type: 'registration-asked' }]);
    expect(panel.screen).toMatchObject({ entry: { proof: { with: 'pin' } } });
    const other = play(panel, [4, { type: 'proof-chosen', with: 'password' }]).panel;
    expect(other.screen).toMatchObject({ entry: { step: 'register', proof: { with: 'password' } } });
  });
});

describe('text size and language', () => {
  const large: At = [1, { type: 'text-size-chosen', size: 150 }];

  test('go with the person: kept into the session, the device’s own after it', () => {
    const visit = play(idle(), large, [2, says(stateOf({ session }))]).panel;
    expect(visit.textSize).toBe(150);
    expect(play(visit, [3, { type: 'logout-asked' }]).panel.textSize).toBe(100);
    expect(play(visit, [3, says(stateOf({}))]).panel.textSize).toBe(100);
  });

  test('are forgotten a minute after the last touch', () => {
    expect(play(idle(), large, [62, { type: 'tick' }]).panel.textSize).toBe(100);
  });

  test('the language can be changed in a session, and is the person’s own at its beginning', () => {
    const german = sessionOf({ language: 'de' });
    const visit = play(
      idle(),
      [1, { type: 'language-chosen', language: 'en' }],
      [2, says(stateOf({ session: german }))],
    );
    expect(languageOf(visit.panel)).toBe('de');
    const chosen = play(
      visit.panel,
      [3, { type: 'language-chosen', language: 'en' }],
      [4, says(stateOf({ session: german }))],
    );
    expect(languageOf(chosen.panel)).toBe('en');
  });
});
