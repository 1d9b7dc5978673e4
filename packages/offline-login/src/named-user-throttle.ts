import { days, hours, milliseconds, type Duration } from '@holdover/kernel';
import { NEVER_RUN, runOn, type BootMoment, type RunningTime } from './running-time.ts';

/** D3: failures of methods that name a user (ID card and PIN; password). */
export const NAMED_ATTEMPTS = 3;
export const NAMED_REFILL: Duration = hours(8);
export const NAMED_ATTEMPTS_A_DAY = 50;

/**
 * D3: what keeps a found card, or a known user name, from being tried with many secrets. Each attempt counts until it succeeds.
 * Invariant: as with the bucket of PIN alone, only running time and an attempt's own success take a count away; a user without
 * counts is not held, so the state is bounded by `NAMED_ATTEMPTS_A_DAY` a day of running time.
 */
export interface NamedUserThrottle {
  readonly v: 1;
  readonly running: RunningTime;
  /**
   * Attempts not yet forgiven, oldest first, by the running time at which they stop counting. `named` is the user's id, or stands
   * for a card whose user only the server knows.
   */
  readonly counted: readonly { readonly named: string; readonly until: Duration }[];
  /** Running times of the attempts of the last day that did not succeed. */
  readonly lastDay: readonly Duration[];
  /** Whom the attempt that may still be given back names; null when none is being checked. */
  readonly pending: string | null;
}

export const NO_NAMED_ATTEMPTS: NamedUserThrottle = {
  v: 1,
  running: NEVER_RUN,
  counted: [],
  lastDay: [],
  pending: null,
};

export type NamedAttempt =
  | { readonly taken: true; readonly throttle: NamedUserThrottle }
  | { readonly taken: false; readonly throttle: NamedUserThrottle; readonly retryAfter: Duration };

/** To be flushed before the secret is checked. One comes back every eight hours, the first eight hours after it was taken. */
export function takeNamedAttempt(throttle: NamedUserThrottle, named: string, now: BootMoment): NamedAttempt {
  const current = forgiveNamed(throttle, now);
  const { total } = current.running;
  const mine = current.counted.filter((one) => one.named === named);
  const [first] = mine;
  if (first !== undefined && mine.length >= NAMED_ATTEMPTS) {
    return { taken: false, throttle: current, retryAfter: milliseconds(first.until - total) };
  }
  const [oldest] = current.lastDay;
  if (oldest !== undefined && current.lastDay.length >= NAMED_ATTEMPTS_A_DAY) {
    return { taken: false, throttle: current, retryAfter: milliseconds(oldest + days(1) - total) };
  }
  const after = mine.at(-1)?.until ?? total;
  const until = milliseconds(after + NAMED_REFILL);
  const counted = [...current.counted, { named, until }];
  return { taken: true, throttle: { ...current, counted, lastDay: [...current.lastDay, total], pending: named } };
}

/** The attempt just taken succeeded: it no longer counts. An attempt gives back once, and only the one being checked. */
export function giveBackNamedAttempt(throttle: NamedUserThrottle, named: string): NamedUserThrottle {
  if (throttle.pending !== named) return throttle;
  const last = throttle.counted.findLastIndex((one) => one.named === named);
  return {
    ...throttle,
    counted: throttle.counted.toSpliced(last, last === -1 ? 0 : 1),
    lastDay: throttle.lastDay.slice(0, -1),
    pending: null,
  };
}

/** What its time is over for; also persisted every minute, so that a restart loses little of a wait. */
export function forgiveNamed(throttle: NamedUserThrottle, now: BootMoment): NamedUserThrottle {
  const running = runOn(throttle.running, now);
  return {
    ...throttle,
    running,
    counted: throttle.counted.filter(({ until }) => until > running.total),
    lastDay: throttle.lastDay.filter((at) => running.total - at < days(1)),
  };
}
