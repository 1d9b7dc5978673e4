import {
  between,
  elapsed,
  hours,
  instant,
  later,
  milliseconds,
  minutes,
  type BootTime,
  type Duration,
  type Instant,
} from '@holdover/kernel';

/** What the machine's clocks say at one moment; `wall` is used only to measure the time off between two boots. */
export interface ClockReading {
  readonly wall: Instant;
  readonly boot: BootTime;
  readonly bootId: string;
}

/**
 * Where a terminal's idea of the time comes from:
 * `stated` the server said it within this boot · `carried` said in an earlier boot, the time off measured by the wall clock ·
 * `uncertain` said in an earlier boot, and the wall clock went back since · `untold` never said.
 */
export type TrustedTime =
  | (Anchored & { readonly from: 'stated' })
  | (Anchored & Estimated & { readonly from: 'carried' })
  | (Anchored &
      Estimated & {
        readonly from: 'uncertain';
        /** Running time already spent uncertain, over all boots, up to the anchor. */
        readonly spent: Duration;
      })
  | { readonly from: 'untold' };

interface Anchored {
  readonly bootId: string;
  /** The trusted time at boot time `boot`. */
  readonly boot: BootTime;
  readonly at: Instant;
  readonly uncertainty: Duration;
}

interface Estimated {
  /** Time off since the server last spoke, as the wall clock measured it: what `at` may be ahead by. */
  readonly off: Duration;
}

/** Persisted every minute, and at each statement. Versioned: a newer one is refused by the store that reads it. */
export interface PersistedTime {
  readonly v: 1;
  readonly time: TrustedTime;
  readonly reading: ClockReading;
}

export interface TimeReading {
  /** Whole milliseconds, though the boot clock may be finer. */
  readonly at: Instant;
  readonly uncertainty: Duration;
  readonly from: TrustedTime['from'];
  readonly allowsOfflineLogin: boolean;
}

export interface TimePolicy {
  /** Setting `uncertainHours`, 0–72. */
  readonly uncertainHours: number;
}

/** Setting `uncertainHours`: security.md, *Time*. */
export const UNCERTAIN_HOURS = { least: 0, most: 72, default: 8 } as const;

/** A step of the trusted time beyond this is journalled and alerted. */
export const NOTABLE_STEP: Duration = minutes(5);

/** How often the time is persisted, so what a power cut takes from it at most. */
export const PERSIST_TIME_EVERY: Duration = minutes(1);

/** The year 2020, before there was this program: a wall clock that reads less has no battery behind it and measures no time off. */
const NO_CLOCK_BEFORE = instant(1_577_836_800_000);

/** What a cheap quartz may lose or gain: 100 parts in a million, 8.6 s a day. */
const DRIFT = 100e-6;

export const UNTOLD: TrustedTime = { from: 'untold' };

export interface TimeStatement {
  /** The server's time as it wrote the answer. */
  readonly at: Instant;
  /** From asking to having the answer; half of it is the uncertainty. */
  readonly roundTrip: Duration;
}

/** The server moved the time by more than five minutes: to be journalled and alerted. */
export interface TimeStep {
  /** Negative is back. */
  readonly by: Duration;
  /** By how much what was confirmed under the old time moves with it; see `shiftOfEnds`. */
  readonly shift: Duration;
}

export interface StatedTime {
  readonly time: TrustedTime;
  readonly step: TimeStep | null;
}

/**
 * The server states the time: the only thing that may move it back.
 * A statement that agrees with what is known, but knows it less exactly (it was long on its way), changes nothing.
 */
export function stateTime(
  time: TrustedTime,
  statement: TimeStatement,
  reading: ClockReading,
  policy: TimePolicy,
): StatedTime {
  const half = milliseconds(Math.ceil(statement.roundTrip / 2));
  const at = later(statement.at, half);
  const stated: TrustedTime = { from: 'stated', bootId: reading.bootId, boot: reading.boot, at, uncertainty: half };
  if (time.from === 'untold') return { time: stated, step: null };
  const known = passed(time, reading);
  const by = milliseconds(at - known.at);
  const agrees = Math.abs(by) <= half + known.uncertainty;
  if (time.from === 'stated' && agrees && half >= known.uncertainty) return { time, step: null };
  if (agrees || Math.abs(by) <= NOTABLE_STEP) return { time: stated, step: null };
  return { time: stated, step: { by, shift: shiftOfEnds(time, by, policy) } };
}

/**
 * Ends are kept as the confirmation they count from, stated by a server whose clock turns out to have been wrong; they move with it.
 * Back, in full, but for what the estimate of a time off explains: that was the terminal's, and no end was stored under it.
 * Forward only within a boot, and at most `uncertainHours`: a boot clock that stood still looks the same, and must not prolong
 * a right for as long as it stood.
 */
function shiftOfEnds(time: Exclude<TrustedTime, { from: 'untold' }>, by: Duration, policy: TimePolicy): Duration {
  const estimated = time.from === 'stated' ? 0 : time.off;
  if (by < 0) return milliseconds(Math.min(0, by + estimated));
  return time.from === 'stated' ? milliseconds(Math.min(by, hours(policy.uncertainHours))) : milliseconds(0);
}

/** The trusted time now; for an untold terminal 1970, and nobody logs in offline. */
export function readTime(time: TrustedTime, reading: ClockReading, policy: TimePolicy): TimeReading {
  if (time.from === 'untold') {
    return { at: instant(0), uncertainty: milliseconds(0), from: 'untold', allowsOfflineLogin: false };
  }
  const { at, uncertainty, run } = passed(time, reading);
  const spent = time.from === 'uncertain' ? time.spent + run : 0;
  const allowsOfflineLogin = time.from !== 'uncertain' || spent < hours(policy.uncertainHours);
  return { at: instant(Math.floor(at)), uncertainty, from: time.from, allowsOfflineLogin };
}

export function persistTime(time: TrustedTime, reading: ClockReading): PersistedTime {
  if (time.from === 'untold') return { v: 1, time, reading };
  const { at, uncertainty, run } = passed(time, reading);
  const anchor = { bootId: reading.bootId, boot: reading.boot, at, uncertainty };
  const moved: TrustedTime =
    time.from === 'uncertain' ? { ...time, ...anchor, spent: milliseconds(time.spent + run) } : { ...time, ...anchor };
  return { v: 1, time: moved, reading };
}

/**
 * The program starts again. In the same boot nothing changed. After a reboot the time off is what the wall clock says has passed,
 * unless it went back or never ran; then the time is uncertain and only running time is added.
 * Invariant: a reboot costs uncertain time at least what may have run since it was last persisted, so that cutting the power
 * again and again stretches nothing.
 */
export function resumeTime(persisted: PersistedTime, reading: ClockReading): TrustedTime {
  const { time } = persisted;
  if (time.from === 'untold' || time.bootId === reading.bootId) return time;
  const before = passed(time, persisted.reading);
  const measured = timeOff(persisted.reading.wall, reading.wall);
  const added = measured ?? milliseconds(0);
  const anchor = {
    bootId: reading.bootId,
    boot: reading.boot,
    at: later(before.at, added),
    uncertainty: milliseconds(before.uncertainty + Math.ceil(added * DRIFT)),
    off: milliseconds((time.from === 'stated' ? 0 : time.off) + added),
  };
  if (time.from === 'uncertain') {
    const spent = milliseconds(time.spent + before.run + PERSIST_TIME_EVERY);
    return { ...anchor, from: 'uncertain', spent };
  }
  return measured === undefined
    ? { ...anchor, from: 'uncertain', spent: milliseconds(0) }
    : { ...anchor, from: 'carried' };
}

function timeOff(before: Instant, after: Instant): Duration | undefined {
  return before >= NO_CLOCK_BEFORE && after >= before ? between(before, after) : undefined;
}

/** Invariant: within a boot, only boot time moves the trusted time, and never back. */
function passed(time: Anchored, reading: ClockReading): { at: Instant; uncertainty: Duration; run: Duration } {
  const run =
    time.bootId === reading.bootId ? milliseconds(Math.max(0, elapsed(time.boot, reading.boot))) : milliseconds(0);
  return {
    at: later(time.at, run),
    uncertainty: milliseconds(time.uncertainty + Math.ceil(run * DRIFT)),
    run,
  };
}
