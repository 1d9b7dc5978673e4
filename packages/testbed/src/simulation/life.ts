import { milliseconds, type Cancel, type Clock, type Duration } from '@holdover/kernel';
import type { World } from './machine.ts';

/** `killed` the machine lives on and closes its sockets · `power-off` nothing more is heard of it. */
export type LifeEnd = 'killed' | 'power-off';

/** One run of a program on a machine. */
export interface Life {
  readonly alive: boolean;
  /** How it ended. */
  readonly ended: LifeEnd | undefined;
  /** False while it is dead or its machine asleep. */
  readonly awake: boolean;
  /** The machine's clock in the hands of this program: what it asked for does not outlive it. */
  readonly clock: Clock;
  /** At once when it is over already. */
  onEnd(hear: (how: LifeEnd) => void): void;
  /** Runs as soon as the machine is awake; never when the program ends before. */
  whenAwake(action: () => void): void;
}

export interface EndableLife extends Life {
  end(how: LifeEnd): void;
  /** The machine woke up. */
  wake(): void;
}

export interface LifeOptions {
  readonly world: World;
  readonly clockOf: (after: Clock['after']) => Clock;
  readonly isAsleep: () => boolean;
}

const NOW = milliseconds(0);

/** Invariant: what it asked for runs in its due order while it is alive and awake, and never once it has ended. */
export function createLife({ world, clockOf, isAsleep }: LifeOptions): EndableLife {
  let ended: LifeEnd | undefined;
  const listeners: ((how: LifeEnd) => void)[] = [];
  let delayed: (() => void)[] = [];

  const perform = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      // What a program does not catch after it was killed half-way is heard by nobody.
      if (ended === undefined) throw error;
    }
  };
  const whenAwake = (action: () => void): void => {
    if (ended !== undefined) return;
    if (isAsleep() || delayed.length > 0) delayed.push(action);
    else perform(action);
  };
  const after = (delay: Duration, action: () => void): Cancel => {
    if (ended !== undefined) return () => undefined;
    let isCancelled = false;
    const cancel = world.after(delay, () => whenAwake(() => void (isCancelled || action())));
    return () => {
      isCancelled = true;
      cancel();
    };
  };
  const runNextDelayed = (): void => {
    if (ended !== undefined || isAsleep()) return;
    const next = delayed.shift();
    if (next === undefined) return;
    if (delayed.length > 0) world.after(NOW, runNextDelayed);
    perform(next);
  };

  return {
    get ended() {
      return ended;
    },
    get alive() {
      return ended === undefined;
    },
    get awake() {
      return ended === undefined && !isAsleep();
    },
    clock: clockOf(after),
    onEnd(hear) {
      if (ended === undefined) listeners.push(hear);
      else hear(ended);
    },
    whenAwake,
    wake: () => void world.after(NOW, runNextDelayed),
    end(how) {
      if (ended !== undefined) return;
      ended = how;
      delayed = [];
      for (const hear of listeners.splice(0)) hear(how);
    },
  };
}
