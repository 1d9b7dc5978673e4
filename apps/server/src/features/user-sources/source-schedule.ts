import { minutes, type Clock, type Entropy, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { SYSTEM } from '../../actor.ts';
import type { Stores } from '../../stores.ts';
import type { Synchronize } from './synchronize.ts';
import { nextTime } from './user-sources.ts';

export interface ScheduleDeps {
  readonly stores: Stores;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly synchronize: Synchronize;
}

export interface Schedule {
  stop(): Promise<void>;
}

/** How often a server looks whose time has come. */
const LOOK_EVERY = minutes(1);

/** Synchronizes by itself. Two servers over one database share the work: who moves the time has it. */
export function startSchedule({ stores, clock, entropy, logger, synchronize }: ScheduleDeps): Schedule {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    const now = clock.wall();
    for (const source of await stores.userSources.due(now)) {
      if (stopped || source.nextAt === null) return;
      if (!(await stores.userSources.moveNext(source.id, source.nextAt, nextTime(source, now, entropy)))) continue;
      try {
        await synchronize(SYSTEM, source.id, { dryRun: false, force: false });
      } catch (error) {
        logger.warn('A directory was not synchronized', { userSourceId: source.id, error: describeError(error) });
      }
    }
  };
  const wait = () =>
    clock.after(LOOK_EVERY, () => {
      running = look()
        .catch((error: unknown) =>
          logger.error('The directories were not looked through', { error: describeError(error) }),
        )
        .then(() => {
          if (!stopped) cancel = wait();
        });
    });
  let cancel = wait();
  return {
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
  };
}
