import { Fault, later, seconds, type Duration, type Instant } from '@holdover/kernel';
import type { World } from './world.ts';

/** How long a service manager waits before it starts a program that ended again. */
const RESTART_AFTER = seconds(5);

/** Stops the world for work that is not the world's: a program that starts. */
class Pause extends Fault {
  readonly work: () => Promise<void>;

  constructor(work: () => Promise<void>) {
    super({ owner: 'ours', code: 'pause', message: 'Only passTime lets time pass' });
    this.work = work;
  }
}

/** Lets time pass; programs that are due to start do so while it stands still. */
export async function passTime(world: World, by: Duration): Promise<void> {
  const until: Instant = later(world.time.now(), by);
  for (;;) {
    try {
      await world.time.run(until);
      return;
    } catch (error) {
      if (!(error instanceof Pause)) throw error;
      await error.work();
    }
  }
}

/** Invariant: a world is started from `passTime` alone: its key work is done by threads no simulated time waits for. */
export function startLater(world: World, start: () => Promise<void>, after: Duration = RESTART_AFTER): void {
  world.time.after(after, () => {
    throw new Pause(start);
  });
}
