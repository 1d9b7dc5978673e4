import { elapsed, minutes, type Cancel, type Clock, type Duration } from '@holdover/kernel';
import type { Spool } from './spool.ts';

export interface RetentionOptions {
  readonly spool: Spool;
  readonly clock: Clock;
  /** The setting in hours, as it is now. */
  readonly limit: () => Duration;
  /** G3: time does not count while offline: nobody can send the job again from elsewhere. */
  readonly isPaused: () => boolean;
  readonly onFailure: (error: unknown) => void;
}

const TICK = minutes(1);

/** Lets held jobs grow older minute by minute of running, online time, and removes those past the limit (G3). */
export function startRetention(options: RetentionOptions): Cancel {
  const { spool, clock, limit, isPaused, onFailure } = options;
  let since = clock.boot();
  let cancel = clock.after(TICK, tick);

  function tick(): void {
    const now = clock.boot();
    const passed = elapsed(since, now);
    since = now;
    if (!isPaused()) spool.age(passed, limit()).catch(onFailure);
    cancel = clock.after(TICK, tick);
  }
  return () => cancel();
}
