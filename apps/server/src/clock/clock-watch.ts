import { Fault, instant, later, minutes, toRfc3339, type Cancel, type Instant, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { SYSTEM } from '../actor.ts';
import type { Changes } from '../changes/change.ts';
import type { Database } from '../database/database.ts';
import { forgetFuture } from './forget-future.ts';
import { STEP, type ClockStep, type ServerClock } from './server-clock.ts';

export interface ClockWatchDeps {
  readonly database: Database;
  readonly changes: Changes;
  readonly clock: ServerClock;
  readonly logger: Logger;
}

/** Compares the machine's clock with what this installation has seen, and records each step (T6). */
export interface ClockWatch {
  /** @throws Fault `clock-before-founding`: every terminal would follow a time that cannot be */
  start(): Promise<void>;
  /** Resolves when what was noted is on disk. */
  stop(): Promise<void>;
}

export function createClockWatch(deps: ClockWatchDeps): ClockWatch {
  const { clock, logger } = deps;
  let noting: Promise<void> = Promise.resolve();
  let cancel: Cancel = () => undefined;
  const look = (): void => {
    clock.wall();
    cancel = clock.after(LOOK_EVERY, look);
  };
  clock.onStep((step) => {
    noting = noting
      .then(() => note(deps, step))
      .catch((error: unknown) => logger.error('A step of the clock was not noted', { error: describeError(error) }));
  });
  return {
    start: async () => {
      await compare(deps);
      look();
    },
    stop: () => {
      cancel();
      return noting;
    },
  };
}

/** With the run before. */
async function compare(deps: ClockWatchDeps): Promise<void> {
  const { database, clock } = deps;
  const founded = await foundedAt(database);
  const now = clock.wall();
  if (founded !== undefined && now < later(founded, STEP_BACK)) throw beforeFounding(now, founded);
  if (founded !== undefined) clock.notBefore(founded);
  const last = await lastSeen(database);
  if (last !== undefined && last > now) {
    if (last - now > STEP) await note(deps, { from: last, to: now });
    else clock.continueFrom(last);
  }
}

/** A step shows whenever somebody asks for the time, and after this long if nobody does. */
const LOOK_EVERY = minutes(1);

/** As `later` takes it. */
const STEP_BACK = -STEP as typeof STEP;

async function note({ changes, logger }: ClockWatchDeps, { from, to }: ClockStep): Promise<void> {
  const said = { from: toRfc3339(from), to: toRfc3339(to) };
  logger.warn('The clock of this machine was set; terminals follow it', said);
  await changes.make(SYSTEM, async (change) => {
    if (to < from) await forgetFuture(change.queries, to);
    const target = { kind: 'server', id: null, name: null };
    await change.audit({ action: 'server.clock-set', target, before: { at: said.from }, after: { at: said.to } });
  });
}

async function foundedAt({ queries }: Database): Promise<Instant | undefined> {
  return (await queries.selectFrom('authority').select('createdAt').executeTakeFirst())?.createdAt;
}

/** The newest time in what this installation writes all the while. */
async function lastSeen({ queries }: Database): Promise<Instant | undefined> {
  const audit = await queries
    .selectFrom('auditEntry')
    .select('at')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const contact = await queries
    .selectFrom('terminal')
    .select(({ fn }) => fn.max('lastContactAt').as('at'))
    .executeTakeFirst();
  const newest = Math.max(audit?.at ?? 0, contact?.at ?? 0);
  return newest === 0 ? undefined : instant(newest);
}

function beforeFounding(now: Instant, founded: Instant): Fault {
  return new Fault({
    owner: 'environment',
    code: 'clock-before-founding',
    message:
      `The clock of this machine says ${toRfc3339(now)}, which is before this installation was made ` +
      `(${toRfc3339(founded)}); set it and start again`,
  });
}
