import {
  between,
  days,
  minutes,
  type Cancel,
  type Clock,
  type Duration,
  type Instant,
  type Logger,
} from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import { SYSTEM } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { openStores, type Stores } from '../../stores.ts';
import { createSqlTerminalStore } from '../terminals/terminal-store-sql.ts';
import type { TerminalRecord } from '../terminals/terminal.ts';
import type { Credential, CredentialKind } from './credential.ts';
import { readHashingPlan, writeStages } from './hashing.ts';
import { linksOf, stretchOver, type PrepareDeps } from './prepared-secret.ts';
import type { OtherStretch } from './stretch-store.ts';
import { createSqlStretchStore } from './stretch-store-sql.ts';

export interface HashWrappingDeps extends PrepareDeps {
  readonly database: Database;
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: Pick<FleetSignals, 'membersChanged'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * Raises the cost of the slow hash in the background: wraps every credential, brings the new generation into use in one change,
 * and gives up the old one when no terminal holds it any more.
 * Invariant: whatever is asked while it works, every credential has a value of each generation that a terminal may log in by. A
 * server that stops goes on where it was: what is wrapped lies in the database.
 */
export interface HashWrapping {
  /** There may be something to do. */
  readonly wake: () => void;
  /** Resolves when nothing is under way. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** Wrapped and stored together: little is lost by a stop, and other changes come between. */
const AT_ONCE = 10;
/** How often it is looked whether terminals have gone over. */
const LOOK_EVERY = minutes(10);
/** What was read just before the change-over may be confirmed a little after it. */
const MARGIN = minutes(5);
/** No cache holds anything unconfirmed for longer than the most of `cacheHours` (720 h, A1); a day on top for clocks. */
const REMEMBERED: Duration = days(31);

const KINDS: readonly CredentialKind[] = ['pin', 'card'];

export function createHashWrapping(deps: HashWrappingDeps): HashWrapping {
  const { clock, logger } = deps;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let cancel: Cancel = () => undefined;

  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        for (const kind of KINDS) await advance(deps, kind, () => stopped);
        if (!stopped && (await isUnderWay(deps))) {
          cancel();
          cancel = clock.after(LOOK_EVERY, wake);
        }
      } catch (error) {
        logger.error('The cost of the slow hash could not be raised yet', { error: describeError(error) });
        cancel = clock.after(LOOK_EVERY, wake);
      }
    } while (again && !stopped);
    running = undefined;
  };
  const wake = (): void => {
    again = true;
    if (!stopped) running ??= run();
  };
  return {
    wake,
    settled: async () => {
      await running;
    },
    stop: async () => {
      stopped = true;
      cancel();
      await running;
    },
  };
}

async function isUnderWay({ stores }: HashWrappingDeps): Promise<boolean> {
  const plan = await readHashingPlan(stores.settings);
  return KINDS.some((kind) => plan[kind].target !== null || plan[kind].former !== null);
}

/** One step after the other, as far as it goes now. */
async function advance(deps: HashWrappingDeps, kind: CredentialKind, isStopped: () => boolean): Promise<void> {
  while (!isStopped()) {
    if (await wrapSome(deps, kind)) continue;
    if (await changeOver(deps, kind)) continue;
    await giveUpFormer(deps, kind);
    return;
  }
}

/** @returns false when nothing is left to wrap */
async function wrapSome({ database, stores, ...deps }: HashWrappingDeps, kind: CredentialKind): Promise<boolean> {
  const { target } = (await readHashingPlan(stores.settings))[kind];
  const link = target === null ? undefined : linksOf(target).at(-1);
  if (link === undefined) return false;
  const lacking = await createSqlStretchStore(database.queries).lacking(kind, link.generation, AT_ONCE);
  const wrapped: OtherStretch[] = [];
  for (const credential of lacking) wrapped.push(await wrap(deps, credential, link));
  await database.transact(async (queries) => {
    const { credentials, revisions } = openStores(queries);
    await revisions.lockChanges();
    const store = createSqlStretchStore(queries);
    for (const stretch of wrapped) {
      // One that was taken away meanwhile needs nothing any more.
      if ((await credentials.read(stretch.credentialId)) !== undefined) await store.put(stretch);
    }
  });
  return lacking.length > 0;
}

async function wrap(
  { keys, slowHash }: PrepareDeps,
  { id, userId, kind, generation, sealed }: Credential,
  link: ReturnType<typeof linksOf>[number],
) {
  const inner = keys.unseal(sealed, { userId, credentialId: id, generation });
  const { stretched } = await stretchOver({ slowHash }, kind, inner, link);
  inner.fill(0);
  const associated = { userId, credentialId: id, generation: link.generation };
  const stretch = {
    credentialId: id,
    kind,
    generation: link.generation,
    lookup: keys.lookup(stretched),
    sealed: keys.seal(stretched, associated),
  };
  stretched.fill(0);
  return stretch;
}

/** All of them are wrapped: the new generation comes into use, for everybody at once. @returns whether it did */
function changeOver({ changes, signals, logger }: HashWrappingDeps, kind: CredentialKind): Promise<boolean> {
  return changes.make(SYSTEM, async (change) => {
    const { use, target } = (await readHashingPlan(change.stores.settings))[kind];
    if (target === null) return false;
    const store = createSqlStretchStore(change.queries);
    // Somebody was given one since: it is wrapped first.
    if ((await store.lacking(kind, target.generation, 1)).length > 0) return true;
    await store.changeOver(kind, { from: use.generation, to: target.generation });
    const former = { ...use, leftAt: change.at };
    await writeStages(change.stores.settings, kind, { use: target, target: null, former });
    await change.audit({
      action: 'hashing.raised',
      target: { kind: 'settings', id: null, name: `hashing of ${kind}` },
      before: { generation: use.generation },
      after: { generation: target.generation },
    });
    await change.raiseRevision();
    await signals.membersChanged(change);
    change.afterCommit(() =>
      logger.info('The slow hash costs more from now on', { kind, generation: target.generation }),
    );
    return true;
  });
}

/** Once every terminal that lives holds what is in use, or has been away for longer than any cache lasts. */
async function giveUpFormer({ changes, logger }: HashWrappingDeps, kind: CredentialKind): Promise<void> {
  await changes.make(SYSTEM, async (change) => {
    const stages = (await readHashingPlan(change.stores.settings))[kind];
    const { former } = stages;
    if (former === null) return;
    const terminals = await createSqlTerminalStore(change.queries).living();
    if (terminals.some((terminal) => mayHold(terminal, former.leftAt, change.at))) return;
    await createSqlStretchStore(change.queries).remove(kind, former.generation);
    await writeStages(change.stores.settings, kind, { ...stages, former: null });
    await change.audit({
      action: 'hashing.settled',
      target: { kind: 'settings', id: null, name: `hashing of ${kind}` },
      before: { generation: former.generation },
      after: { generation: stages.use.generation },
    });
    await change.raiseRevision();
    change.afterCommit(() => logger.info('No terminal holds the former hashing any more', { kind }));
  });
}

function mayHold(terminal: TerminalRecord, leftAt: Instant, now: Instant): boolean {
  const { generationApplied, confirmedAt, lastContactAt, acknowledgedAt, enrolledAt } = terminal;
  if (generationApplied === 0) return false;
  if (confirmedAt !== null && between(leftAt, confirmedAt) > MARGIN) return false;
  const heard = Math.max(enrolledAt, lastContactAt ?? 0, acknowledgedAt ?? 0, confirmedAt ?? 0);
  return now - heard < REMEMBERED;
}
