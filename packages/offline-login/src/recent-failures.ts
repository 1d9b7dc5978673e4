import { elapsed, seconds, type BootTime, type Duration } from '@holdover/kernel';

/** D3: how long a failed PIN may be forgiven by the right one, and in how many digits it may differ. */
export const FORGIVEN_FOR: Duration = seconds(60);
export const FORGIVEN_DIGITS = 2;

/**
 * PINs that just failed, to tell slips from tries. Invariant: lives in memory alone, is never stored, logged or sent, and holds
 * nothing older than 60 s after each call.
 */
export type RecentFailures = readonly { readonly pin: string; readonly at: BootTime }[];

export function rememberFailure(failures: RecentFailures, pin: string, now: BootTime): RecentFailures {
  return [...forgetOld(failures, now), { pin, at: now }];
}

/** To be called at the latest 60 s after the last failure, so that nothing lingers. */
export function forgetOld(failures: RecentFailures, now: BootTime): RecentFailures {
  return failures.filter(({ at }) => elapsed(at, now) < FORGIVEN_FOR);
}

/** D3: how many recent failures look like slips of `pin`; they are forgotten, so that none is given back twice. */
export function takeAlike(
  failures: RecentFailures,
  pin: string,
  now: BootTime,
): { readonly alike: number; readonly rest: RecentFailures } {
  const recent = forgetOld(failures, now);
  const rest = recent.filter((failure) => !isAlike(failure.pin, pin));
  return { alike: recent.length - rest.length, rest };
}

/** Same length, at most two digits different. */
function isAlike(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let different = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) different += 1;
  return different <= FORGIVEN_DIGITS;
}
