import type { PanelServiceStatus } from '@holdover/api';
import type { TerminalId } from '@holdover/kernel';
import { describe, expect, test } from 'vitest';
import type { Input, Panel } from './panel-state.ts';
import { idle, play, refused, says, session, stateOf, submit, typed } from './testing/play.ts';

const CARD = '04DEADBEEF';

describe('the service page', () => {
  const asked = (): Panel => play(idle(), [1, { type: 'service-asked' }]).panel;
  const pass = { token: 'pass', expiresInSeconds: 300 };
  const opened = (): Panel =>
    play(asked(), ...typed('80808080', 2), submit(3), [
      4,
      { type: 'service-opened', ask: 1, answer: { is: 'done', what: pass } },
    ]).panel;

  test('opens by its PIN, which leaves the state with the question, and asks for the status every five seconds', () => {
    const { panel, effects } = play(asked(), ...typed('80808080', 2), submit(3));
    expect(effects).toEqual([{ type: 'open-service', ask: 1, pin: '80808080' }]);
    expect(JSON.stringify(panel)).not.toContain('80808080');
    const then = play(opened(), [8, { type: 'tick' }], [9, { type: 'tick' }], [10, { type: 'tick' }]);
    expect(then.effects).toEqual([{ type: 'ask-service', token: 'pass' }]);
  });

  test('closes after its five minutes, and when the terminal takes the token no more; nothing of it stays', () => {
    const answer = { is: 'refused', code: 'session-ended', reason: null, retryAfterSeconds: null } as const;
    for (const end of [
      [304, { type: 'tick' }],
      [6, { type: 'service-left' }],
      [6, { type: 'service-told', token: 'pass', answer }],
    ] as const) {
      const { panel } = play(opened(), end);
      expect(panel.screen.at).toBe('login');
      expect(JSON.stringify(panel)).not.toContain('pass"');
    }
  });

  test('orders one thing at a time, and says what became of it', () => {
    const orders = { type: 'service-order-asked', order: 'test-page' } as const;
    const { panel, effects } = play(opened(), [5, orders], [6, orders]);
    expect(effects.filter(({ type }) => type === 'order-service')).toHaveLength(1);
    const refusal = { ...refused('locked'), reason: 'printer-unreachable' } as const;
    const said = play(panel, [
      7,
      { type: 'service-ordered', token: 'pass', order: 'test-page', answer: refusal },
    ]).panel;
    expect(said.screen).toMatchObject({ refusal: { reason: 'printer-unreachable' }, page: { running: null } });
  });

  test('leaving the fleet wants the PIN again, and goes with the new token', () => {
    const { effects } = play(opened(), [5, { type: 'leave-asked' }], ...typed('80808080', 6), submit(7), [
      8,
      { type: 'service-opened', ask: 2, answer: { is: 'done', what: { ...pass, token: 'second' } } },
    ]);
    expect(effects.filter(({ type }) => type !== 'ask-service')).toEqual([
      { type: 'open-service', ask: 2, pin: '80808080' },
      { type: 'order-service', token: 'second', order: 'leave' },
    ]);
  });

  test('a keypad that nobody touches goes away; somebody’s session comes before it', () => {
    expect(play(asked(), [47, { type: 'tick' }]).panel.screen.at).toBe('login');
    expect(play(asked(), [5, says(stateOf({ session }))]).panel.screen.at).toBe('visit');
  });

  test('a card that is read there opens nothing', () => {
    expect(play(opened(), [5, { type: 'card-read', number: CARD }]).effects).toEqual([]);
  });
});

test('what a service page tells is a whole status', () => {
  const status: PanelServiceStatus = {
    link: 'online',
    linkSince: '2026-11-22T11:00:00.000Z',
    lastSynchronizedAt: null,
    cachedUsers: 100,
    journalBacklog: 0,
    keyProtector: 'tpm2',
    terminalVersion: '0.1.0',
    deviceName: 'Kyocera, 2nd floor',
    terminalId: 'trm_0198c1d2-0000-7000-8000-000000000001' as TerminalId,
    printer: { uri: 'ipps://printer.example/ipp/print', makeAndModel: 'Printer', trouble: null },
    scanner: null,
    cardReader: 'none',
    deviceAdapter: null,
    heldScans: 0,
  };
  const opened = play(idle(), [1, { type: 'service-asked' }], ...typed('80808080', 2), submit(3), [
    4,
    { type: 'service-opened', ask: 1, answer: { is: 'done', what: { token: 'pass', expiresInSeconds: 300 } } },
  ]).panel;
  const told: Input = { type: 'service-told', token: 'pass', answer: { is: 'done', what: status } };
  expect(play(opened, [5, told]).panel.screen).toMatchObject({ page: { status } });
  expect(play(opened, [5, { ...told, token: 'older' }]).panel.screen).toMatchObject({ page: { status: null } });
});
