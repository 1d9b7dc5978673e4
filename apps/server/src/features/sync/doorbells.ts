import { milliseconds, type Clock, type Logger, type TerminalId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { LinkFrameDown } from '@holdover/protocol';
import type { Database } from '../../database/database.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import type { DenyList } from './deny-list.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';
import type { Refreshed } from './refreshed.ts';
import type { TerminalSync } from './terminal-sync.ts';

type DoorbellReason = Extract<LinkFrameDown, { type: 'doorbell' }>['reason'];

export interface DoorbellsDeps {
  readonly database: Database;
  readonly hub: LinkHub;
  readonly sync: TerminalSync;
  /** Terminals whose turn comes, in this order. */
  readonly waiting: Set<TerminalId>;
  readonly denyList: DenyList;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A signed order for a terminal that may hold nobody any more (A5). */
  readonly wipeOrder: (refreshed: Refreshed) => Promise<LinkFrameDown | undefined>;
}

/**
 * Tells linked terminals that something differs. A lost doorbell costs a heartbeat, never truth (C2).
 * Invariant: a revocation is rung at once; whatever else terminals are to pull is rung by and by, 200 of them a second (A7).
 */
export interface Doorbells {
  /** Something terminals hold may differ. Call after the commit. */
  readonly touch: () => void;
  /** B7: the deny list has grown or shrunk. Call after the commit. */
  readonly revoked: () => void;
  ring(terminalId: TerminalId, reason: DoorbellReason): void;
  stop(): Promise<void>;
}

/** architecture.md, Flows 1: `RUNG_AT_ONCE` in each `PAUSE`, so that a fleet of 10,000 is through in under a minute. */
const RUNG_AT_ONCE = 20;
const PAUSE = milliseconds(100);

export function createDoorbells(deps: DoorbellsDeps): Doorbells {
  const { hub, logger, waiting, clock } = deps;
  let running: Promise<void> | undefined;
  let stopped = false;
  const pause = createPause(clock);
  const run = async (): Promise<void> => {
    let rung = 0;
    for (const id of waiting) {
      if (stopped) break;
      // Before it is visited: what changes from now on puts it at the end once more.
      waiting.delete(id);
      const isRung = await visit(deps, id).catch((error: unknown) => {
        logger.error('A terminal was not told what it should hold', { terminalId: id, error: describeError(error) });
      });
      if (isRung !== true) continue;
      rung += 1;
      if (rung % RUNG_AT_ONCE === 0) await pause.take();
    }
    running = undefined;
  };
  const touch = (): void => {
    if (stopped) return;
    for (const id of hub.linked()) waiting.add(id);
    if (waiting.size > 0) running ??= run();
  };
  const ring = async (terminalId: TerminalId, reason: DoorbellReason): Promise<void> => {
    const held = { revision: 0, generation: 0 };
    const denyDelta = (await deps.denyList.current(deps.database.queries)) ?? null;
    hub.send(terminalId, { type: 'doorbell', reason, tidings: await deps.sync.tidings(terminalId, held), denyDelta });
  };
  const guard = (work: Promise<void>): void => {
    work.catch((error: unknown) => logger.error('A doorbell failed', { error: describeError(error) }));
  };

  return {
    touch,
    revoked: () => {
      // First, so that the list alone is rung at once, and the pulls that follow from it wait their turn.
      touch();
      guard(ringRevocation(deps));
    },
    ring: (terminalId, reason) => guard(ring(terminalId, reason)),
    stop: async () => {
      stopped = true;
      waiting.clear();
      pause.end();
      await running;
    },
  };
}

/**
 * B7: one look at the database for the whole fleet, and nobody's plan is made before the last one has the list. What each should
 * hold besides is what it was told last; a newer revision has a doorbell of its own.
 */
async function ringRevocation({ database, hub, denyList, clock }: DoorbellsDeps): Promise<void> {
  const denyDelta = (await denyList.current(database.queries)) ?? null;
  const told = { serverTime: clock.wall(), denyListVersion: denyDelta?.version ?? 0, confirmedAt: null };
  for (const { id, revisionDesired, generationDesired } of await createSqlTerminalStore(database.queries).living()) {
    const tidings = { ...told, desiredRevision: revisionDesired, desiredGeneration: generationDesired };
    hub.send(id, { type: 'doorbell', reason: 'revocation', tidings, denyDelta });
  }
}

/** @returns whether the terminal was told something */
async function visit({ database, hub, sync, denyList, wipeOrder }: DoorbellsDeps, id: TerminalId): Promise<boolean> {
  const refreshed = await sync.refresh(id, false);
  if (refreshed === undefined) return false;
  const { terminal } = refreshed;
  const order = await wipeOrder(refreshed);
  if (order !== undefined) hub.send(id, order);
  const resetting = terminal.generationDesired !== terminal.generationApplied;
  if (!resetting && terminal.revisionDesired === terminal.revisionApplied) return false;
  const denyDelta = (await denyList.current(database.queries)) ?? null;
  const tidings = await sync.tidings(id, {
    revision: terminal.revisionApplied,
    generation: terminal.generationApplied,
  });
  hub.send(id, { type: 'doorbell', reason: resetting ? 'reset' : 'state', tidings, denyDelta });
  return true;
}

/** A5: whether something is cached there that must not be. */
export async function mustBeWiped(database: Database, { terminal, plan }: Refreshed): Promise<boolean> {
  // A profile is a setting: it waits (A7).
  if (plan.nobody === null || plan.nobody === 'no-offline-method' || plan.nobody === 'key-protector-too-weak')
    return false;
  return (await createSqlHoldingStore(database.queries).ofTerminal(terminal.id)).length > 0;
}

function createPause(clock: Clock) {
  let end = (): void => undefined;
  return {
    take: (): Promise<void> =>
      new Promise((resolve) => {
        const cancel = clock.after(PAUSE, resolve);
        end = () => {
          cancel();
          resolve();
        };
      }),
    end: (): void => end(),
  };
}
