import { setImmediate as breathe } from 'node:timers/promises';
import { makeId, type Clock, type Entropy, type GroupId, type ImportId, type UserId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { Stores } from '../../stores.ts';
import { readHashingPlan, type HashingPlan } from '../credentials/hashing.ts';
import type { PrepareDeps } from '../credentials/prepared-secret.ts';
import type { User } from '../users/user.ts';
import { readView, type DirectoryView } from './directory-view.ts';
import { judgeRows, type ClaimedSecrets } from './judge-rows.ts';
import type { ImportLog } from './import-order.ts';
import type { ImportRow } from './import-row.ts';
import type { RowError } from './import.ts';
import { pairRow, type Reading } from './pair-row.ts';
import { planSecrets } from './plan-secrets.ts';
import type { Progress } from './progress.ts';
import { quietly } from './quietly.ts';
import type { PlanChunk, PlannedSecrets, ReadChunk, Staging } from './staging.ts';

export interface CompareDeps extends PrepareDeps {
  readonly stores: Stores;
  readonly database: Pick<Database, 'queries'>;
  readonly signals: Pick<FleetSignals, 'holdersOf'>;
  readonly entropy: Entropy;
  readonly clock: Clock;
  readonly staging: Staging;
  readonly progress: Progress;
  readonly log: ImportLog;
  /** @throws ImportFault `cancelled`, `stopping` */
  readonly checkIn: () => Promise<void>;
  readonly requireRunning: () => void;
}

export interface Comparison extends Reading {
  readonly id: ImportId;
  readonly chunks: number;
  readonly adopts: ReadonlySet<GroupId>;
  readonly leastPinLength: number;
  /** What would be is listed while it is found out. */
  readonly dryRun: boolean;
}

/** A row with whom it is about, and its secrets after the slow hash. */
export interface ComparedRow {
  readonly row: ImportRow;
  readonly user: User | undefined;
  readonly userId: UserId;
  readonly secrets: readonly PlannedSecrets[];
}

export interface ComparedChunk {
  readonly rows: readonly (ComparedRow | { readonly error: RowError })[];
  readonly view: DirectoryView;
  readonly errors: readonly RowError[];
}

/**
 * Compares what is staged with what is stored, chunk by chunk, and stages the plan. While one chunk is judged, the next is hashed.
 * What a former run of the server staged is not hashed again.
 * @throws ImportFault
 */
export async function compareRows(deps: CompareDeps, comparison: Comparison): Promise<void> {
  const { staging, progress } = deps;
  const { id, chunks } = comparison;
  const claimed: ClaimedSecrets = new Map();
  const prepare = async (number: number): Promise<PlanChunk | ComparedChunk> =>
    (await staging.plan(id, number)) ?? compareChunk(deps, comparison, await staging.read(id, number));
  const prepareNext = (number: number) => (number < chunks ? quietly(prepare(number)) : undefined);
  let next = prepareNext(0);
  for (let number = 0; next !== undefined; number++) {
    const ready = await next;
    next = prepareNext(number + 1);
    if ('missing' in ready) {
      claim(claimed, ready);
      countAgain(deps, ready, await staging.read(id, number));
    } else {
      const judged = await judgeRows(deps, comparison, { ready, claimed });
      progress.count('failed', failedRows(judged, ready));
      progress.count('rowsDone', judged.lines - ready.rows.length);
      await staging.putPlan(id, number, judged);
    }
    await deps.checkIn();
  }
}

/** What chunks before claimed is taken for those behind. */
function claim(claimed: ClaimedSecrets, { rows }: PlanChunk): void {
  for (const { userId, secrets } of rows) {
    for (const { kind, added } of secrets)
      for (const { secret } of added) claimed.set(`${kind} ${secret.lookup}`, userId);
  }
}

function countAgain({ progress }: CompareDeps, plan: PlanChunk, read: ReadChunk): void {
  progress.count('rowsDone', plan.lines);
  progress.count('failed', failedRows(plan, read));
  for (const { action } of plan.effects) progress.count(action === 'add' ? 'added' : 'changed', 1);
}

/** Without those that were wrong in themselves. */
function failedRows(judged: PlanChunk, { errors }: Pick<ReadChunk, 'errors'>): number {
  const before = new Set(errors.map(({ line }) => line));
  return new Set(judged.errors.flatMap(({ line }) => (before.has(line) ? [] : [line]))).size;
}

async function compareChunk(deps: CompareDeps, comparison: Comparison, chunk: ReadChunk): Promise<ComparedChunk> {
  const { rows, errors } = chunk;
  const { sourceId } = comparison;
  const view = await readView(deps.database.queries, {
    names: rows.map(({ userName }) => userName),
    externalIds: rows.flatMap(({ externalId }) => externalId ?? []),
    sourceId,
    groupNames: rows.flatMap(({ groups }) => groups ?? []),
  });
  const hashing = await readHashingPlan(deps.stores.settings);
  const compared: (ComparedRow | { readonly error: RowError })[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      const index = next++;
      const row = rows[index];
      if (row === undefined) return;
      deps.requireRunning();
      compared[index] = await compareRow(deps, { row, view, hashing, reading: comparison });
      deps.progress.count('rowsDone', 1);
      if (index % TOLD_ROWS === 0 && deps.progress.isDue()) await deps.checkIn();
      if (index % BREATH === 0) await breathe();
    }
  };
  await Promise.all(Array.from({ length: lanesFor(deps, hashing) }, work));
  return { rows: compared, view, errors };
}

const TOLD_ROWS = 10;
const BREATH = 20;

/** A hash of microseconds waits longer for its thread than it takes: many are under way. A dear one holds a thread and its memory. */
const CHEAP_KIB = 1_024;
const CHEAP_LANES = 32;

function lanesFor({ slowHash }: CompareDeps, { pin, card }: HashingPlan): number {
  const links = [...pin.use.links, ...card.use.links];
  return links.every(({ parameters }) => parameters.memoryKiB <= CHEAP_KIB) ? CHEAP_LANES : slowHash.atOnce;
}

interface OneRow {
  readonly row: ImportRow;
  readonly view: DirectoryView;
  readonly hashing: HashingPlan;
  readonly reading: Reading;
}

async function compareRow(
  deps: CompareDeps,
  { row, view, hashing, reading }: OneRow,
): Promise<ComparedRow | { readonly error: RowError }> {
  const paired = pairRow(row, view, reading);
  if ('error' in paired) return paired;
  const { user } = paired;
  const userId = user?.id ?? makeId('user', deps.clock.wall(), deps.entropy);
  const held = view.held.get(userId) ?? [];
  return { row, user, userId, secrets: await planSecrets(deps, hashing, { row, userId, held }) };
}
