import { milliseconds, minutes, type Duration, type Instant } from '@holdover/kernel';
import type { SignInFailure } from './administrator-store.ts';

/**
 * OWASP ASVS 5.0 6.3.1. One address may miss five times with a name; a name is tried from everywhere at most 50 times, an
 * address tries at most 100 times in all, so that neither a list of names nor many addresses get further.
 * A name is not locked for its owner by strangers' few misses.
 */
export const LOCK_OUT = { window: minutes(15), sameAddress: 5, sameName: 50, anyName: 100 } as const;

export interface RecentFailures {
  /** Of this name, newest first, within the window. */
  readonly named: readonly SignInFailure[];
  /** From this address, newest first, within the window. */
  readonly addressed: readonly SignInFailure[];
  readonly address: string;
}

/** How long until the next try; 0 when it may be now. Derived from what happened, so there is no lock to forget or to clear. */
export function lockedFor({ named, addressed, address }: RecentFailures, now: Instant): Duration {
  const here = named.filter((failure) => failure.address === address);
  const waits = [
    untilFewer(here, LOCK_OUT.sameAddress, now),
    untilFewer(named, LOCK_OUT.sameName, now),
    untilFewer(addressed, LOCK_OUT.anyName, now),
  ];
  return milliseconds(Math.max(...waits));
}

/** Until the oldest of the newest `most` leaves the window. */
function untilFewer(failures: readonly SignInFailure[], most: number, now: Instant): number {
  const deciding = failures[most - 1];
  return deciding === undefined ? 0 : Math.max(0, deciding.at + LOCK_OUT.window - now);
}
