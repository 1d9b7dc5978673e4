import {
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
  | (Anchored & { readonly from: 'stated' | 'carried' })
  | (Anchored & {
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

/** What a cheap quartz may lose or gain: 100 parts in a million, 8.6 s a day. */
const DRIFT = 100e-6;

export const UNTOLD: TrustedTime = { from: 'untold' };

export interface TimeStatement {
  /** The server's time as it wrote the answer. */
  readonly at: Instant;
  /** From asking to having the answer; half of it is the uncertainty. */
  readonly roundTrip: Duration;
}

export interface StatedTime {
  readonly time: TrustedTime;
  /** Present for a step of more than five minutes: to be journalled and alerted. */
  readonly step: { readonly by: Duration; readonly shiftEnds: boolean } | null;
}

/**
 * The server states the time: the only thing that may move it back.
 * A statement that agrees with what is known, but knows it less exactly (it was long on its way), changes nothing.
 * Stored ends shift with a step within one boot, where boot time says that nothing really passed; after a reboot the time off
 * was only estimated, and a correction of the estimate is no reason to lengthen a right.
 */
export function stateTime(time: TrustedTime, statement: TimeStatement, reading: ClockReading): StatedTime {
  const half = milliseconds(Math.ceil(statement.roundTrip / 2));
  const at = later(statement.at, half);
  const stated: TrustedTime = { from: 'stated', bootId: reading.bootId, boot: reading.boot, at, uncertainty: half };
  if (time.from === 'untold' || time.from === 'uncertain') return { time: stated, step: null };
  const known = passed(time, reading);
  const by = milliseconds(at - known.at);
  const agrees = Math.abs(by) <= half + known.uncertainty;
  if (time.from === 'stated' && agrees && half >= known.uncertainty) return { time, step: null };
  if (agrees || Math.abs(by) <= NOTABLE_STEP) return { time: stated, step: null };
  return { time: stated, step: { by, shiftEnds: time.from === 'stated' } };
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
    time.from === 'uncertain'
      ? { ...anchor, from: 'uncertain', spent: milliseconds(time.spent + run) }
      : { ...anchor, from: time.from };
  return { v: 1, time: moved, reading };
}

/**
 * The program starts again. In the same boot nothing changed. After a reboot the time off is what the wall clock says has passed,
 * unless it went back; then the time is uncertain and only running time is added.
 */
export function resumeTime(persisted: PersistedTime, reading: ClockReading): TrustedTime {
  const { time } = persisted;
  if (time.from === 'untold' || time.bootId === reading.bootId) return time;
  const off = milliseconds(reading.wall - persisted.reading.wall);
  const at = later(passed(time, persisted.reading).at, milliseconds(Math.max(0, off)));
  const anchor = { bootId: reading.bootId, boot: reading.boot, at, uncertainty: time.uncertainty };
  if (time.from === 'uncertain') return { ...anchor, from: 'uncertain', spent: time.spent };
  if (off < 0) return { ...anchor, from: 'uncertain', spent: milliseconds(0) };
  return { ...anchor, from: 'carried' };
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
