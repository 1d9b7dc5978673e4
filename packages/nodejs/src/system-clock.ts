import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { hrtime } from 'node:process';
import {
  bootTime,
  elapsed,
  instant,
  minutes,
  type BootTime,
  type Cancel,
  type Clock,
  type Duration,
} from '@holdover/kernel';

/** What the clock reads; separate so that suspend and coarse readings can be played to it. */
export interface ClockSources {
  readonly bootId: string;
  /** Milliseconds since the epoch. */
  wall(): number;
  /** Milliseconds since boot, suspend counted, as coarse as the system gives it. */
  uptime(): number;
  /** Milliseconds from any origin, fine, standing still in suspend. */
  monotonic(): number;
}

/** `/proc/uptime` has steps of 10 ms; a lead beyond two steps can only be a suspend. */
const SUSPEND_NOTICED = 20;

/** A look at the uptime reads a file. Awake, the fine clock needs none; after a suspend it is wrong for this long at the most. */
const LOOK_EVERY = 5;

/** Timers stand still in suspend: a longer wait is cut so that the end is noticed this soon after waking. */
const LONGEST_SLEEP = minutes(1);

export function createSystemClock(sources: ClockSources = systemSources()): Clock {
  let looked = sources.monotonic();
  let offset = sources.uptime() - looked;

  // Invariant: `offset` only grows, so `boot` inherits from `monotonic` that it never goes back.
  const boot = (): BootTime => {
    const now = sources.monotonic();
    const fine = now + offset;
    if (now - looked < LOOK_EVERY) return bootTime(fine);
    looked = now;
    const lead = sources.uptime() - fine;
    if (lead <= SUSPEND_NOTICED) return bootTime(fine);
    offset += lead;
    return bootTime(fine + lead);
  };

  return {
    bootId: sources.bootId,
    wall: () => instant(sources.wall()),
    boot,
    after: (delay, action) => sleepUntil(boot, delay, action),
  };
}

function sleepUntil(boot: () => BootTime, delay: Duration, action: () => void): Cancel {
  const start = boot();
  let timer: NodeJS.Timeout;
  const check = (): void => {
    const left = delay - elapsed(start, boot());
    if (left <= 0) return action();
    timer = setTimeout(check, Math.min(Math.ceil(left), LONGEST_SLEEP));
  };
  timer = setTimeout(check, Math.min(Math.max(0, Math.ceil(delay)), LONGEST_SLEEP));
  return () => clearTimeout(timer);
}

function systemSources(): ClockSources {
  return {
    bootId: readBootId(),
    wall: () => Date.now(),
    uptime: () => uptime() * 1_000,
    monotonic: () => Number(hrtime.bigint() / 1_000n) / 1_000,
  };
}

/** Where the system names no boot, every process counts as one: time off is then judged by the wall clock, never trusted. */
function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return randomUUID();
  }
}
