import { describe, expect, test } from 'vitest';
import type { Panel } from './panel-state.ts';
import { idle, play, says, session, sessionOf, stateOf, submit, typed, type At } from './testing/play.ts';

const CARD = '04DEADBEEF';
const inSession = (): Panel => idle({ session });

describe('My account', () => {
  const account = (): Panel => play(inSession(), [1, { type: 'view-opened', view: 'account' }]).panel;

  test('a card is held, proved and registered; another person’s card does not switch users meanwhile', () => {
    const { panel, effects } = play(
      account(),
      [2, { type: 'registration-asked' }],
      [3, { type: 'card-read', number: CARD }],
      ...typed('246813', 4),
      submit(5),
    );
    expect(effects).toEqual([
      {
        type: 'register-card',
        ask: 1,
        session: session.id,
        request: { card: CARD, proof: { method: 'pin', pin: '246813' } },
      },
    ]);
    const answer = { is: 'card-registered' } as const;
    const done = play(panel, [6, { type: 'account-answered', session: session.id, ask: 1, answer }]).panel;
    expect(done.screen).toMatchObject({ account: { step: 'card-registered' } });
    expect(JSON.stringify(done)).not.toContain(CARD);
  });

  const newPin = (): Panel =>
    play(account(), [2, { type: 'pin-change-asked' }], ...typed('246813', 3), submit(4), [
      5,
      { type: 'account-answered', session: session.id, ask: 1, answer: { is: 'pin-changed', pin: '907351' } },
    ]).panel;

  test('the new PIN is shown once: gone when noted, after a minute, and with the session', () => {
    expect(newPin().screen).toMatchObject({ account: { step: 'new-pin', pin: '907351', replaces: true } });
    const touched: At = [40, { type: 'touched' }];
    const ends: readonly (readonly At[])[] = [
      [[6, { type: 'pin-noted' }]],
      [touched, [65, { type: 'tick' }]],
      [[6, { type: 'logout-asked' }]],
      [[6, { type: 'view-opened', view: 'home' }]],
      [[6, says(stateOf({}))]],
    ];
    for (const end of ends) expect(JSON.stringify(play(newPin(), ...end).panel)).not.toContain('907351');
  });

  test('[E10] what cannot be done here asks for nothing', () => {
    const actions = [{ name: 'change-pin', available: false, reason: 'needs-print-server' }] as const;
    const { panel } = play(
      idle({ session: sessionOf({ actions: [...actions] }) }),
      [1, { type: 'view-opened', view: 'account' }],
      [2, { type: 'pin-change-asked' }],
      [3, { type: 'registration-asked' }],
    );
    expect(panel.screen).toMatchObject({ account: { step: 'menu' } });
  });

  test('an answer that the session has ended ends it', () => {
    const answer = { is: 'refused', code: 'session-ended', reason: null, retryAfterSeconds: null } as const;
    const { panel } = play(account(), [2, { type: 'account-answered', session: session.id, ask: 9, answer }]);
    expect(panel.screen.at).toBe('login');
  });
});
