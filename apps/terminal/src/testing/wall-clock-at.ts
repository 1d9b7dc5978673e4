import type { Clock, Instant } from '@holdover/kernel';
import { createSystemClock } from '@holdover/nodejs';

/** A machine whose time of day is wrong from its start. */
export function wallClockAt(start: Instant): Clock {
  const clock = createSystemClock();
  const off = clock.wall() - start;
  // The one difference to the system's clock.
  return { ...clock, wall: () => (clock.wall() - off) as Instant };
}
