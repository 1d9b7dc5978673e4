import { earliest, present, type Instant, type TerminalId } from '@holdover/kernel';
import type { StateAnswer, StateRequest, Tidings } from '@holdover/protocol';
import { GatewayRefusal } from '../../gateway/json-exchange.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import { createSqlHoldingStore } from './holding-store-sql.ts';
import { createSqlPendingStateStore } from './pending-state-store-sql.ts';
import { planTerminal, raise, type Refreshed, type TerminalSyncDeps } from './refreshed.ts';
import { holdsIt, sendSnapshot, tidingsOf, type Held } from './state-snapshot.ts';

/**
 * Level-triggered: the server states what a terminal should hold, the terminal pulls until it holds it.
 * Invariant: `revisionDesired` rises exactly when users, credentials or device differ from what it stood for, or when settings
 * that waited (A7) are taken; a terminal that holds it is confirmed by every answer (B5).
 */
export interface TerminalSync {
  /** Undefined when the terminal or its device is gone. */
  refresh(id: TerminalId, takeSettings: boolean): Promise<Refreshed | undefined>;
  tidings(id: TerminalId, held: Held): Promise<Tidings>;
  pull(id: TerminalId, request: StateRequest): Promise<StateAnswer>;
  /**
   * Sets the record right by what a terminal says it holds: an acknowledgement may have been lost on the way, a disk replaced.
   */
  reconcile(id: TerminalId, held: Held): Promise<void>;
  /** @returns false for an acknowledgement of something else than what was sent last */
  acknowledge(id: TerminalId, acknowledgement: Held): Promise<boolean>;
  /** An online login left something new in the cache; the terminal has it already, so it is not asked to pull. */
  absorb(id: TerminalId): Promise<void>;
}

/** @param waiting terminals that are told of what changed when their turn comes, and of nothing before (A7) */
export function createTerminalSync(deps: TerminalSyncDeps, waiting: ReadonlySet<TerminalId>): TerminalSync {
  /** Fleet revision at which a terminal was last compared; absent: compare. */
  const compared = new Map<TerminalId, number>();
  /** When that revision was still the fleet's. */
  const unchangedAt = new Map<TerminalId, Instant>();

  const refresh = async (id: TerminalId, takeSettings: boolean): Promise<Refreshed | undefined> => {
    const planned = await planTerminal(deps, id);
    if (planned === undefined) return undefined;
    const terminal = await raise(deps, planned, takeSettings);
    compared.set(id, planned.snapshot.revision);
    unchangedAt.set(id, planned.asOf);
    return { ...planned, terminal };
  };

  const tidings = async (id: TerminalId, held: Held): Promise<Tidings> => {
    const { snapshot, asOf } = await deps.snapshots.current();
    const before = unchangedAt.get(id);
    if (compared.get(id) !== snapshot.revision) {
      // B5: what changed since is not confirmed.
      if (before !== undefined && waiting.has(id)) return tidingsOf(deps, { id, held, asOf: earliest(before, asOf) });
      await refresh(id, false);
    }
    unchangedAt.set(id, asOf);
    return tidingsOf(deps, { id, held, asOf });
  };

  return {
    refresh,
    tidings,
    pull: async (id, request) => {
      const refreshed = await refresh(id, request.reason !== 'doorbell');
      if (refreshed === undefined) throw new GatewayRefusal('not-found', 'The device of this terminal was deleted');
      const { terminal, asOf } = refreshed;
      if (holdsIt(terminal, request)) {
        await createSqlTerminalStore(deps.database.queries).update(id, { confirmedAt: asOf });
        return { kind: 'unchanged', tidings: await tidingsOf(deps, { id, held: request, asOf }) };
      }
      return sendSnapshot(deps, refreshed);
    },
    reconcile: (id, held) => reconcile(deps, id, held),
    acknowledge: (id, acknowledgement) => acknowledge(deps, id, acknowledgement),
    absorb: async (id) => {
      const planned = await planTerminal(deps, id);
      if (planned === undefined || !onlyLoginDiffers(planned, compared.get(id))) return;
      await deps.database.transact(async (queries) => {
        const store = createSqlTerminalStore(queries);
        await store.lock(id);
        // Another change was faster: then it told the terminal, and of this too.
        if ((await store.read(id))?.revisionDesired !== planned.terminal.revisionDesired) return;
        await store.update(id, { contentDigest: planned.plan.contentDigest });
      });
    },
  };
}

/** Where anything else may differ as well, the terminal is told as ever: a pull too many, never one too few. */
function onlyLoginDiffers({ terminal, snapshot }: Refreshed, comparedAt: number | undefined): boolean {
  const upToDate = terminal.revisionApplied === terminal.revisionDesired && comparedAt === snapshot.revision;
  return upToDate && !snapshot.offlineLogin.shareWithinSite;
}

async function reconcile(deps: TerminalSyncDeps, id: TerminalId, held: Held): Promise<void> {
  const terminal = present(await createSqlTerminalStore(deps.database.queries).read(id), 'a linked terminal');
  if (held.revision === terminal.revisionApplied && held.generation === terminal.generationApplied) return;
  if (await acknowledge(deps, id, held)) return;
  if (held.revision !== 0) return;
  await deps.database.transact(async (queries) => {
    await createSqlHoldingStore(queries).clear(id);
    await createSqlTerminalStore(queries).update(id, {
      revisionApplied: 0,
      generationApplied: 0,
      settingsApplied: null,
    });
  });
}

async function acknowledge({ database, clock }: TerminalSyncDeps, id: TerminalId, said: Held): Promise<boolean> {
  return database.transact(async (queries) => {
    const holdings = createSqlHoldingStore(queries);
    await createSqlTerminalStore(queries).lock(id);
    const store = createSqlPendingStateStore(queries);
    const pending = await store.read(id);
    if (pending === undefined || pending.revision !== said.revision || pending.generation !== said.generation)
      return false;
    const held = pending.holdings.map((holding) => ({
      ...holding,
      terminalId: id,
      knownAt: holding.confirmedAt,
      acknowledged: true,
    }));
    await holdings.replace(id, held, pending.computedAt);
    await store.remove(id);
    await createSqlTerminalStore(queries).update(id, {
      revisionApplied: pending.revision,
      generationApplied: pending.generation,
      settingsApplied: pending.settings,
      acknowledgedAt: clock.wall(),
      confirmedAt: pending.computedAt,
    });
    return true;
  });
}
