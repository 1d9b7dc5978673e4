import type { PanelSession, PanelState } from '@holdover/api';
import { bootTime, type SessionId } from '@holdover/kernel';
import { startPanel, step } from '../panel-machine.ts';
import type { Effect, Input, Panel } from '../panel-state.ts';

export type At = readonly [number, Input];

/** Plays inputs, each at its second; answers the panel and every effect on the way. */
export function play(panel: Panel, ...inputs: readonly At[]): { panel: Panel; effects: Effect[] } {
  const effects: Effect[] = [];
  let next = panel;
  for (const [second, input] of inputs) {
    const done = step(next, input, bootTime(second * 1_000));
    next = done.panel;
    effects.push(...done.effects);
  }
  return { panel: next, effects };
}

export const session = sessionOf({});
export const says = (state: PanelState): Input => ({ type: 'terminal-said', state });
export const idle = (more: Partial<PanelState> = {}): Panel =>
  play(startPanel(bootTime(0)), [0, says(stateOf(more))]).panel;
export const typed = (text: string, at: number): At[] =>
  Array.from(text).map((one) => [at, /\d/.test(one) ? { type: 'digit', digit: one } : { type: 'text', text: one }]);
export const submit = (at: number): At => [at, { type: 'submit' }];
export const refused = (code: 'unknown-credential' | 'card-taken' | 'locked' | 'session-ended') =>
  ({ is: 'refused', code, reason: null, retryAfterSeconds: null }) as const;

export function stateOf(more: Partial<PanelState>): PanelState {
  return {
    link: 'online',
    device: { name: 'Kyocera, 2nd floor', model: 'kyocera', language: 'en', offlineLogin: true },
    methods: [
      { method: 'pin', available: true },
      { method: 'card', available: true },
      { method: 'password', available: true },
    ],
    pinMinLength: 6,
    cardRegistration: false,
    session: null,
    messages: [],
    journalBacklog: 0,
    ...more,
  };
}

export function sessionOf(more: Partial<PanelSession>): PanelSession {
  return {
    id: 'ses_0198c1d2-0000-7000-8000-000000000001' as SessionId,
    userName: 'anna',
    fullName: 'Anna Keller',
    language: null,
    mode: 'online',
    endsAt: '2026-11-22T12:00:00.000Z',
    endsInSeconds: 60,
    actions: [
      { name: 'register-card', available: true },
      { name: 'change-pin', available: true },
    ],
    unlocked: null,
    ...more,
  };
}
