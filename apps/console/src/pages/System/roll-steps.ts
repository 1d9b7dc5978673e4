import type { FleetAuthorityState } from '@holdover/api';

/** In their order: each begins where the one before ended. */
export const ROLL_STEPS = ['prepare', 'roll', 'retire'] as const;
export type RollStep = (typeof ROLL_STEPS)[number];

export interface RollState {
  readonly next: RollStep;
  /** Nothing is waited for. */
  readonly ready: boolean;
}

/** What comes next, and whether it can be done: the gateway issues only what every terminal trusts, and forgets only what none shows. */
export function rollStateOf({ beside, terminalsBehind, certificatesOfPrevious }: FleetAuthorityState): RollState {
  switch (beside?.state) {
    case undefined:
      return { next: 'prepare', ready: true };
    case 'next':
      return { next: 'roll', ready: terminalsBehind === 0 };
    case 'previous':
      return { next: 'retire', ready: certificatesOfPrevious === 0 };
  }
}

export function placeOf(step: RollStep, next: RollStep): 'done' | 'now' | 'later' {
  const distance = ROLL_STEPS.indexOf(step) - ROLL_STEPS.indexOf(next);
  return distance < 0 ? 'done' : distance === 0 ? 'now' : 'later';
}
