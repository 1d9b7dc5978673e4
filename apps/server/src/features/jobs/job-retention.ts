import { days, instant, minutes, seconds, type Cancel, type Clock, type Instant, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Database } from '../../database/database.ts';
import type { Stores } from '../../stores.ts';
import { readSpooling } from '../settings/settings.ts';
import { ended, isOver, withoutDocument, type Job } from './job.ts';
import type { Spool } from './spool.ts';

export interface JobRetentionDeps {
  readonly database: Database;
  readonly stores: Stores;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface JobRetention {
  look(): Promise<void>;
  stop(): Promise<void>;
}

const TICK = minutes(1);
/** Less than a tick: clocks of several servers differ a little. */
const TURN = seconds(50);
/** For how long a list names jobs that are over. */
const REMEMBERED = days(30);
const AT_ONCE = 500;

/** Minute by minute: jobs beyond their hours go, and what was counted is counted anew (G3). */
export function startJobRetention(deps: JobRetentionDeps): JobRetention {
  const { clock, logger } = deps;
  let cancel: Cancel | undefined;
  let looking: Promise<void> = Promise.resolve();
  let stopped = false;
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(TICK, () => {
      looking = look(deps)
        .catch((error: unknown) => logger.error('Old jobs could not be removed', { error: describeError(error) }))
        .finally(again);
    });
  };
  again();
  return {
    look: () => look(deps),
    stop: async () => {
      stopped = true;
      cancel?.();
      await looking;
    },
  };
}

async function look({ database, stores, spool, clock }: JobRetentionDeps): Promise<void> {
  const now = clock.wall();
  if (await isOurTurn(database, now)) {
    for (let found = AT_ONCE; found === AT_ONCE;) found = await removeExpired(stores, spool, now);
    await stores.jobs.deleteOver(instant(now - REMEMBERED));
  }
  spool.room.limits(await readSpooling(stores.settings));
  spool.room.known(await stores.jobs.use());
}

/** Of several servers one does it, whichever is first. */
async function isOurTurn({ queries }: Database, now: Instant): Promise<boolean> {
  const row = await queries
    .insertInto('counter')
    .values({ name: 'jobRetention', value: now })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ value: now })
        // Also a time that the clock has lost since (T6).
        .where((eb) => eb.or([eb('counter.value', '<=', now - TURN), eb('counter.value', '>', now)])),
    )
    .returning('value')
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns how many there were to remove; those that are being changed go another time */
async function removeExpired({ jobs }: Stores, spool: Spool, now: Instant): Promise<number> {
  const found = await jobs.expired(now, AT_ONCE);
  let removed = 0;
  for (const was of found) {
    const next: Job = isOver(was) ? withoutDocument(was) : ended(was, 'expired', now);
    if (!(await jobs.replace(was, next))) continue;
    removed += 1;
    spool.changed(was, next);
  }
  return removed;
}
