import type { Entropy, GroupId, UserSourceId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { readHashingPlan, type HashingPlan } from '../credentials/hashing.ts';
import { upToDateUnder, type PrepareDeps } from '../credentials/prepared-secret.ts';
import { nameKey } from '../users/user.ts';
import { readHolders, readView, secretKey, type DirectoryView } from './directory-view.ts';
import { ImportFault } from './import-fault.ts';
import type { RowReason } from './import-reasons.ts';
import type { Effect, RowError } from './import.ts';
import { gatherRow } from './gather-row.ts';
import { differenceOf } from './judge-rows.ts';
import type { PlannedRow } from './staging.ts';
import { newWrites, writeAll } from './write-rows.ts';

export interface ApplyDeps extends PrepareDeps {
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

export interface Application {
  readonly sourceId: UserSourceId | null;
  readonly adopts: ReadonlySet<GroupId>;
}

export interface Applied {
  readonly effects: readonly Effect[];
  readonly errors: readonly RowError[];
}

/**
 * Makes some planned rows true within one change, each whole or not at all. What was stored since they were planned is looked at
 * again: a row that does not fit any more is an error of its own.
 * @throws ImportFault `hash-cost-changing`
 */
export async function applyRows(
  deps: ApplyDeps,
  change: Change,
  { rows, sourceId, adopts }: Application & { readonly rows: readonly PlannedRow[] },
): Promise<Applied> {
  if (rows.length === 0) return { effects: [], errors: [] };
  const hashing = await readHashingPlan(change.stores.settings);
  const fresh = await upToDate(deps, hashing, rows);
  const view = await readView(change.queries, {
    names: fresh.map(({ row }) => row.userName),
    ids: fresh.flatMap(({ userId, isNew }) => (isNew ? [] : [userId])),
    externalIds: fresh.flatMap(({ row }) => row.externalId ?? []),
    sourceId,
    groupNames: fresh.flatMap(({ row }) => row.groups ?? []),
  });
  const holders = await readHolders(
    change.queries,
    fresh.flatMap(({ secrets }) => secrets.flatMap(({ added }) => added.map(({ secret }) => secret))),
  );
  const made = new Map(view.groups);
  const writes = newWrites();
  const gathering = { deps, change, hashing, view, made, sourceId, writes };
  const effects: Effect[] = [];
  const errors: RowError[] = [];
  for (const planned of fresh) {
    const late = lateFault(planned, view, holders);
    const current = view.byId.get(planned.userId);
    const context = { sourceId, adopts, view: { ...view, groups: made }, at: change.at };
    const difference = late === undefined ? differenceOf({ ...planned, user: current }, context) : [late];
    if (Array.isArray(difference)) {
      errors.push(...difference);
      continue;
    }
    await gatherRow(gathering, planned, difference);
    if (difference.effect !== undefined) effects.push(difference.effect);
  }
  await writeAll(change, writes);
  for (const { id, enabled } of writes.switched) {
    if (enabled) await deps.signals.userRestored(change, id);
    else await deps.signals.userRevoked(change, id);
  }
  return { effects, errors };
}

/** Rows are planned outside the change: the cost of the slow hash may have been raised since. */
async function upToDate(
  deps: ApplyDeps,
  hashing: HashingPlan,
  rows: readonly PlannedRow[],
): Promise<readonly PlannedRow[]> {
  const renew = async (planned: PlannedRow): Promise<PlannedRow> => {
    const secrets: PlannedRow['secrets'][number][] = [];
    for (const plan of planned.secrets) {
      const added: (typeof plan.added)[number][] = [];
      for (const one of plan.added) {
        added.push({ ...one, secret: await upToDateUnder(deps, hashing[plan.kind].use, one.secret) });
      }
      secrets.push({ ...plan, added });
    }
    return { ...planned, secrets };
  };
  const fresh: PlannedRow[] = [];
  try {
    for (const planned of rows) fresh.push(await renew(planned));
  } catch (error) {
    throw (error as { code?: unknown }).code === 'hash-cost-changing' ? new ImportFault('hash-cost-changing') : error;
  }
  return fresh;
}

/** What somebody else did since the row was planned. */
function lateFault(
  { row, userId, isNew, secrets }: PlannedRow,
  view: DirectoryView,
  holders: Awaited<ReturnType<typeof readHolders>>,
): RowError | undefined {
  const fault = (column: string, reason: RowReason): RowError => ({ line: row.line, column, reason });
  if (!isNew && !view.byId.has(userId)) return fault('USERNAME', 'deleted-meanwhile');
  const holder = view.byName.get(nameKey(row.userName));
  const pair = row.externalId === undefined ? undefined : view.byExternalId.get(row.externalId);
  for (const other of [holder, pair]) {
    if (other !== undefined && other.id !== userId) return fault('USERNAME', isNew ? 'added-meanwhile' : 'name-taken');
  }
  for (const { kind, added } of secrets) {
    for (const { secret } of added) {
      const owner = holders.get(secretKey(secret));
      if (owner === undefined) continue;
      const column = kind === 'pin' ? 'PINS' : 'CARDS';
      return fault(column, owner.userId === userId ? 'added-meanwhile' : `${kind}-taken`);
    }
  }
  return undefined;
}
