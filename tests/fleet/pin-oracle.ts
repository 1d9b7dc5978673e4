import { between, minutes, type Instant } from '@holdover/kernel';

/** The most tokens a terminal's PIN bucket can have by the rules (D3), reckoned without any of its code. */
export interface PinOracle {
  /** The machine ran, or did not, from now on. */
  running(now: Instant, runs: boolean): void;
  policy(now: Instant, attempts: number, refillMinutes: number): void;
  /** @returns whether a token can have been there */
  failed(now: Instant): boolean;
  /** Its own token came back, and at most two slips with it. */
  succeeded(now: Instant): void;
  unlocked(now: Instant): void;
  /** An older disk came back, and its tokens with it: only the next contact shows that (F3). */
  restored(): void;
  readonly level: number;
}

/**
 * Invariant: never below what the rules allow. A policy may be known to the terminal or not yet: the larger of those in force
 * counts.
 */
export function createPinOracle(start: Instant, attempts: number, refillMinutes: number): PinOracle {
  let most = attempts;
  let refill = refillMinutes;
  let level = attempts;
  let at = start;
  let runs = true;

  const pass = (now: Instant): void => {
    if (runs) level = Math.min(most, level + between(at, now) / minutes(refill));
    at = now;
  };
  return {
    get level() {
      return level;
    },
    running(now, does) {
      pass(now);
      runs = does;
    },
    policy(now, nextMost, nextRefill) {
      pass(now);
      most = Math.max(most, nextMost);
      refill = Math.min(refill, nextRefill);
    },
    failed(now) {
      pass(now);
      level -= 1;
      return level >= -1e-6;
    },
    succeeded(now) {
      pass(now);
      level = Math.min(most, level + 2);
    },
    unlocked(now) {
      pass(now);
      level = Math.min(most, level + most);
    },
    restored() {
      level = most;
    },
  };
}
