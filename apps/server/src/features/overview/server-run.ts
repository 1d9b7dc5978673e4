import { OUTAGES_KEPT_DAYS } from '@holdover/api';
import { days, elapsed, hours, instant, type BootTime, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Engine } from '../../database/database.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { LinkStore } from './link-store.ts';
import { ALIVE_EVERY, ALIVE_WITHIN } from './outage.ts';
import type { OutageStore } from './outage-store.ts';

export interface ServerRunDeps {
  /** Names this run among all of this database's servers. */
  readonly run: string;
  readonly store: LinkStore;
  readonly outages: OutageStore;
  readonly engine: Engine;
  readonly hub: LinkHub;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Terminals lost their links at once, with another server. */
  readonly onBuried: () => void;
}

/** Says all the while that this server is alive, and sees to what others left that no longer do. */
export interface ServerRun {
  start(): Promise<void>;
  stop(): Promise<void>;
}

const SWEEP_EVERY = hours(1);
const EVER = instant(Number.MAX_SAFE_INTEGER);

export function createServerRun(deps: ServerRunDeps): ServerRun {
  const { run, store, engine, hub, clock, logger } = deps;
  const sweep = createSweep(deps);
  let cancel: Cancel = () => undefined;
  let ticking: Promise<void> = Promise.resolve();
  let stopped = false;
  const tick = async (): Promise<void> => {
    const now = clock.wall();
    // Another server took this one for dead: the database was out of reach for a while.
    if (!(await store.alive(run, now))) await store.linked(run, hub.linked());
    if ((await store.bury(run, instant(now - ALIVE_WITHIN))) > 0) deps.onBuried();
    await sweep();
  };
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(ALIVE_EVERY, () => {
      ticking = tick()
        .catch((error: unknown) =>
          logger.warn('This server could not say that it is alive', { error: describeError(error) }),
        )
        .finally(again);
    });
  };
  return {
    start: async () => {
      // One server at a time has the file: whoever else is on record has ended.
      if (engine === 'sqlite') await store.bury(run, EVER);
      await tick();
      await store.forgetUnknown();
      again();
    },
    stop: async () => {
      // Whoever could not start has closed already, and closes again.
      if (stopped) return;
      stopped = true;
      cancel();
      await ticking;
      await store.end(run, clock.wall());
    },
  };
}

function createSweep({ outages, clock }: ServerRunDeps): () => Promise<void> {
  let sweptAt: BootTime | undefined;
  return async () => {
    if (sweptAt !== undefined && elapsed(sweptAt, clock.boot()) < SWEEP_EVERY) return;
    await outages.forgetBefore(instant(clock.wall() - days(OUTAGES_KEPT_DAYS)));
    sweptAt = clock.boot();
  };
}
