import type { Instant } from '@holdover/kernel';

/** The eight things that hold in every world (docs/simulation.md). */
export const INVARIANTS = {
  1: 'accounted pages are the printed pages once journals are in',
  2: 'nobody logs in with an ended, revoked or locked credential',
  3: 'the server’s journal is a gap-free prefix for each terminal and epoch, deviations are flagged',
  4: 'tokens of the PIN bucket never appear by restart, reset or clock',
  5: 'after faults heal every terminal is online with the desired state',
  6: 'no secret is in any payload, log or stored byte',
  7: 'never more than the most synchronized users, three PINs, three ID cards',
  8: 'offline-users says what the terminal then does',
} as const;
export type InvariantNumber = keyof typeof INVARIANTS;

export interface Violation {
  readonly invariant: InvariantNumber;
  readonly at: Instant;
  readonly what: string;
}

/** Collects what should not have been. */
export interface Watch {
  readonly violations: readonly Violation[];
  broken(invariant: InvariantNumber, what: string): void;
}

export function createWatch(now: () => Instant, note: (line: string) => void): Watch {
  const violations: Violation[] = [];
  const seen = new Set<string>();
  return {
    violations,
    broken(invariant, what) {
      if (seen.has(what)) return;
      seen.add(what);
      note(`VIOLATION ${invariant}: ${what}`);
      violations.push({ invariant, at: now(), what });
    },
  };
}
