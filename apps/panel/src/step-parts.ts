import { bootTime, type BootTime } from '@holdover/kernel';
import type { Effect, Input, LoginScreen, Panel, Screen, Step } from './panel-state.ts';

export const stay = (panel: Panel): Step => ({ panel, effects: [] });

export function go(panel: Panel, screen: Screen, ...effects: readonly Effect[]): Step {
  return { panel: { ...panel, screen }, effects };
}

export const after = (now: BootTime, inSeconds: number): BootTime => bootTime(now + inSeconds * 1_000);

/** The screen everybody meets, empty of whoever was here before. */
export function loginScreen(now: BootTime): LoginScreen {
  return {
    at: 'login',
    entry: { step: 'typing', pin: '' },
    refusal: null,
    pinLockedUntil: null,
    touchedAt: now,
    justLoggedOut: false,
  };
}

/** Inputs of one kind. */
export type InputOf<T extends Input['type']> = Extract<Input, { readonly type: T }>;
