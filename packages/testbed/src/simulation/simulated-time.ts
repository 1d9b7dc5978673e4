import { Fault, instant, type Cancel, type Duration, type Instant } from '@holdover/kernel';
import { createEventQueue } from './event-queue.ts';
import { createMachine, type Machine, type MachineOptions } from './machine.ts';
import { settle } from './settle.ts';

/** The one true time of a simulated world, and what is to happen in it. Moves only when told to. */
export interface SimulatedTime {
  now(): Instant;
  /** Something of the world itself, which no machine's end cancels. */
  after(delay: Duration, action: () => void): Cancel;
  /**
   * Lets time pass until `until`: everything due, by due time and then by when it was asked for; promises settle after each.
   * What an action throws is thrown here.
   */
  run(until: Instant): Promise<void>;
  /** Lets promises settle without time passing. */
  settle(): Promise<void>;
  machine(options?: MachineOptions): Machine;
  /** How many actions wait. */
  pending(): number;
}

export function createSimulatedTime(start: Instant): SimulatedTime {
  const events = createEventQueue();
  let now: number = start;
  let isRunning = false;
  let machines = 0;

  // Whole milliseconds: an Instant is an integer, and what is due comes no earlier than asked for.
  const after = (delay: Duration, action: () => void): Cancel =>
    events.add(now + Math.max(0, Math.ceil(delay)), action);

  async function run(until: Instant): Promise<void> {
    await settle();
    for (let next = events.take(until); next !== undefined; next = events.take(until)) {
      now = next.due;
      next.action();
      await settle();
    }
    now = Math.max(now, until);
  }

  return {
    now: () => instant(now),
    after,
    settle,
    pending: () => events.size,
    machine: (options = {}) => createMachine({ now: () => now, after }, { name: `machine-${++machines}`, ...options }),
    async run(until) {
      if (isRunning) {
        throw new Fault({
          owner: 'caller',
          code: 'already-running',
          message: 'Time passes already: await the first run',
        });
      }
      isRunning = true;
      try {
        await run(until);
      } finally {
        isRunning = false;
      }
    },
  };
}
