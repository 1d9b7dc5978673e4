import { bootTime, instant, type Clock } from '@holdover/kernel';

/** A clock for which waiting takes no time: it counts what was waited. */
export interface HurriedClock extends Clock {
  /** Milliseconds of each wait, in order. */
  readonly waits: readonly number[];
}

export function createHurriedClock(): HurriedClock {
  const waits: number[] = [];
  const passed = (): number => waits.reduce((sum, wait) => sum + wait, 0);
  return {
    waits,
    bootId: 'boot-1',
    wall: () => instant(1_750_000_000_000 + passed()),
    boot: () => bootTime(passed()),
    after(delay, action) {
      let cancelled = false;
      void Promise.resolve().then(() => {
        if (cancelled) return;
        waits.push(delay);
        action();
      });
      return () => {
        cancelled = true;
      };
    },
  };
}
