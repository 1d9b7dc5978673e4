import {
  bootTime,
  instant,
  milliseconds,
  type Cancel,
  type Clock,
  type Duration,
  type Instant,
} from '@holdover/kernel';

/** A clock that moves only when told to. Wall and boot time move together until a test parts them. */
export interface FakeClock extends Clock {
  /** Lets time pass, running what falls due on the way, each at its own time and in order. */
  advance(by: Duration): void;
  /** The same, letting pending promises settle after each thing that fell due. */
  advanceAsync(by: Duration): Promise<void>;
  /** Someone sets the time of day; boot time is not touched. */
  setWall(to: Instant): void;
  /** The machine goes off for `off` by the wall clock and starts again: a new boot id, boot time from zero, nothing pending. */
  reboot(off?: Duration): void;
  /** How many actions wait. */
  pending(): number;
}

interface Waiting {
  readonly due: number;
  readonly order: number;
  readonly action: () => void;
}

export function createFakeClock(start: Instant): FakeClock {
  let wall: number = start;
  let boot = 0;
  let boots = 1;
  let order = 0;
  let waiting: Waiting[] = [];

  function passTo(at: number): void {
    wall += at - boot;
    boot = at;
  }

  /** Invariant: actions run by due time, then in the order they were asked for; boot time never goes back. */
  function runNext(until: number): boolean {
    const next = waiting
      .filter((one) => one.due <= until)
      .toSorted((a, b) => a.due - b.due || a.order - b.order)
      .at(0);
    if (next === undefined) return false;
    waiting = waiting.filter((one) => one !== next);
    passTo(Math.max(boot, next.due));
    next.action();
    return true;
  }

  return {
    get bootId() {
      return `boot-${boots}`;
    },
    wall: () => instant(wall),
    boot: () => bootTime(boot),
    after(delay: Duration, action: () => void): Cancel {
      const one: Waiting = { due: boot + Math.max(0, delay), order: order++, action };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    advance(by) {
      const until = boot + by;
      while (runNext(until));
      passTo(until);
    },
    async advanceAsync(by) {
      const until = boot + by;
      await settle();
      while (runNext(until)) await settle();
      passTo(until);
      await settle();
    },
    setWall(to) {
      wall = to;
    },
    reboot(off = milliseconds(0)) {
      wall += off;
      boot = 0;
      boots += 1;
      waiting = [];
    },
    pending: () => waiting.length,
  };
}

/** Lets everything already resolved run, I/O callbacks included. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
