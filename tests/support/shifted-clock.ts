import { instant, type Clock, type Duration } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';

/** The system's clock with a wall that shows another time of day; boot time is nobody's to shift. */
export interface ShiftedClock extends Clock {
  shift(by: Duration): void;
}

export function createShiftedClock(): ShiftedClock {
  const system = createSystemClock();
  let by = 0;
  return {
    bootId: system.bootId,
    boot: () => system.boot(),
    after: (delay, action) => system.after(delay, action),
    wall: () => instant(system.wall() + by),
    shift(duration) {
      by += duration;
    },
  };
}
