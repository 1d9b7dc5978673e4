import { elapsed, instant, later, minutes, type Clock, type Instant } from '@holdover/kernel';

export interface ClockStep {
  readonly from: Instant;
  readonly to: Instant;
}

/** The machine's clock as this server believes it (T6). */
export interface ServerClock extends Clock {
  /** Nothing before this is a time: the machine's clock lost it. */
  notBefore(founded: Instant): void;
  /** As far as it had come in the run before. */
  continueFrom(last: Instant): void;
  /** Hears of each step after it was taken. Called within whatever asked for the time. */
  onStep(listener: (step: ClockStep) => void): void;
}

/** As terminals judge it (T4b). */
export const STEP = minutes(5);

/**
 * Carries on what the machine's clock said by boot time, and compares.
 * Invariant: within a run the time goes back by a step of more than `STEP` alone; where the machine is behind by less, it stands
 * still until the machine has caught up.
 */
export function createServerClock(machine: Clock): ServerClock {
  let listener: (step: ClockStep) => void = () => undefined;
  let founded = instant(0);
  let boot = machine.boot();
  let newest = machine.wall();

  const wall = (): Instant => {
    const read = machine.wall();
    const carried = later(newest, elapsed(boot, machine.boot()));
    if (read < founded) return take(carried);
    if (Math.abs(read - carried) > STEP) {
      take(read);
      listener({ from: carried, to: read });
      return read;
    }
    return take(read > newest ? read : newest);
  };
  const take = (time: Instant): Instant => {
    boot = machine.boot();
    newest = time;
    return time;
  };
  return {
    get bootId() {
      return machine.bootId;
    },
    boot: () => machine.boot(),
    after: (delay, action) => machine.after(delay, action),
    wall,
    notBefore: (given) => {
      founded = given;
    },
    continueFrom: (last) => {
      if (last > newest) take(last);
    },
    onStep: (given) => {
      listener = given;
    },
  };
}
