import { bootTime, elapsed, milliseconds, type BootTime, type Duration } from '@holdover/kernel';

/** A moment of the boot clock; moments of different boots cannot be compared. */
export interface BootMoment {
  readonly bootId: string;
  readonly boot: BootTime;
}

/**
 * The clock of every throttle: how long the machine has been seen running, summed over boots.
 * Invariant: it grows only while one boot's clock runs. Time off, the wall clock and the server's statements do not enter, so
 * nothing but waiting refills a throttle (D3).
 */
export interface RunningTime {
  readonly total: Duration;
  readonly seen: BootMoment | null;
}

export const NEVER_RUN: RunningTime = { total: milliseconds(0), seen: null };

export function runOn(running: RunningTime, now: BootMoment): RunningTime {
  const { seen } = running;
  if (seen === null || seen.bootId !== now.bootId) return { total: running.total, seen: { ...now } };
  const ran = Math.max(0, elapsed(seen.boot, now.boot));
  const boot = bootTime(Math.max(seen.boot, now.boot));
  return { total: milliseconds(running.total + ran), seen: { bootId: now.bootId, boot } };
}
