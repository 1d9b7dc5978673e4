import { setImmediate as breathe } from 'node:timers/promises';
import { Fault, type Clock } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import { readPinRules } from '../settings/pin-rules.ts';
import { readAuthentication } from '../settings/settings.ts';
import { auditForm, nameKey } from '../users/user.ts';
import { targetOf } from '../users/users.ts';
import { applyRow, type ApplyRowDeps, type RowOutcome } from './apply-row.ts';
import { importToApi } from './import-to-api.ts';
import type { RowError, UserImport } from './import.ts';
import { claimSecrets, planRow, type PlanRowDeps, type RowPlan } from './plan-row.ts';
import type { Progress } from './progress.ts';
import { readCsv, type CsvContent, type CsvRefusal } from './read-csv.ts';

export interface ImportOrder {
  readonly csv: string;
  readonly dryRun: boolean;
  /** Whoever the file does not name is disabled. */
  readonly deactivateMissing: boolean;
}

export interface RunImportDeps extends PlanRowDeps, ApplyRowDeps {
  readonly changes: Changes;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly progress: Progress;
  /** @throws ImportFault `interrupted` once the server stops */
  readonly requireRunning: () => void;
}

/** `interrupted` the server stopped · `dry-run` takes back what was only to be foretold · else the file as a whole. */
export type ImportReason = CsvRefusal | 'interrupted' | 'dry-run';

export class ImportFault extends Fault {
  readonly reason: ImportReason;
  constructor(reason: ImportReason) {
    const owner = reason === 'interrupted' ? 'cancelled' : 'caller';
    super({ owner, code: `import-${reason}`, message: 'The import does not go on' });
    this.reason = reason;
  }
}

/** Rows of one transaction: short enough that other changes come between. */
const ROWS_AT_ONCE = 100;
const PROGRESS_EVERY = 50;

/**
 * Reads, compares, applies. A wrong row is named and the rest goes on.
 * @throws ImportFault when the whole cannot be used, or the server stops
 */
export async function runImport(deps: RunImportDeps, actor: Actor, order: ImportOrder): Promise<void> {
  const { progress } = deps;
  const { pinMinLength } = await readAuthentication(deps.stores.settings);
  const content = await readCsv(order.csv, pinMinLength);
  if ('refusal' in content) throw new ImportFault(content.refusal);
  progress.count('rows', content.lines);
  const errors = [...content.errors];
  const plans = await planRows(deps, content, errors);
  progress.failed(errors);
  await applyRows(deps, actor, { plans, errors, dryRun: order.dryRun });
  if (order.deactivateMissing) await deactivate(deps, actor, { content, order, errors });
  errors.sort((a, b) => a.line - b.line);
  progress.failed(errors);
  await deps.changes.make(actor, async (change) => {
    await change.stores.imports.addErrors(progress.now().id, errors);
    const now: UserImport = { ...progress.now(), state: 'done', finishedAt: change.at };
    await change.stores.imports.update(now);
    if (!order.dryRun) await closeImport(deps, change, now);
    change.afterCommit(() => deps.hub.publish({ name: 'import.progress', data: importToApi(now) }));
  });
}

/** The one revision of the import. */
async function closeImport(
  { signals }: RunImportDeps,
  change: Change,
  { id, rows, added, changed, deactivated, failed }: UserImport,
): Promise<void> {
  const counts = { rows, added, changed, deactivated, failed };
  await change.audit({
    action: 'users.imported',
    target: { kind: 'import', id, name: null },
    before: null,
    after: counts,
  });
  if (added + changed + deactivated === 0) return;
  await change.raiseRevision();
  await signals.membersChanged(change);
}

/** In the order of the file, whichever row was hashed first. */
async function planRows(deps: RunImportDeps, { rows }: CsvContent, errors: RowError[]): Promise<RowPlan[]> {
  const planned: (Awaited<ReturnType<typeof planRow>> | undefined)[] = [];
  const named = rows.reduce((sum, { pins }) => sum + (pins?.length ?? 0), 0);
  const { least: leastPinLength } = await readPinRules(deps.stores, deps.clock.wall(), named);
  let next = 0;
  const work = async (): Promise<void> => {
    for (;;) {
      deps.requireRunning();
      const index = next++;
      const row = rows[index];
      if (row === undefined) return;
      planned[index] = await planRow(deps, row, { at: deps.clock.wall(), leastPinLength });
      if (index % PROGRESS_EVERY === 0) await tell(deps, errors);
      await breathe();
    }
  };
  await Promise.all(Array.from({ length: deps.slowHash.atOnce }, work));

  const taken = new Map<string, RowPlan['userId']>();
  return planned.flatMap((plan) => {
    if (plan === undefined) return [];
    const faults = 'errors' in plan ? plan.errors : [claimSecrets(plan, taken)].filter((fault) => fault !== undefined);
    errors.push(...faults);
    return 'errors' in plan || faults.length > 0 ? [] : [plan];
  });
}

/** To who listens and to who asks. */
async function tell({ progress, stores }: RunImportDeps, errors: readonly RowError[]): Promise<void> {
  progress.failed(errors);
  await stores.imports.update(progress.now());
}

interface Application {
  readonly plans: readonly RowPlan[];
  readonly errors: RowError[];
  readonly dryRun: boolean;
}

async function applyRows(deps: RunImportDeps, actor: Actor, { plans, errors, dryRun }: Application): Promise<void> {
  for (let at = 0; at < plans.length; at += ROWS_AT_ONCE) {
    deps.requireRunning();
    for (const outcome of await applySome(deps, actor, { plans: plans.slice(at, at + ROWS_AT_ONCE), dryRun })) {
      if (typeof outcome === 'object') errors.push(outcome.error);
      else if (outcome !== 'unchanged') deps.progress.count(outcome, 1);
    }
    await tell(deps, errors);
    await breathe();
  }
}

/** A dry run does the same and takes it back: what it foretells is what would happen. */
async function applySome(
  deps: RunImportDeps,
  actor: Actor,
  { plans, dryRun }: Pick<Application, 'plans' | 'dryRun'>,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  const work = async (change: Change): Promise<void> => {
    outcomes.length = 0;
    for (const plan of plans) outcomes.push(await applyRow(deps, change, plan));
    if (dryRun) throw new ImportFault('dry-run');
  };
  try {
    await deps.changes.make(actor, work);
  } catch (error) {
    if (!(error instanceof ImportFault) || error.reason !== 'dry-run') throw error;
  }
  return outcomes;
}

interface Deactivation {
  readonly content: CsvContent;
  readonly order: ImportOrder;
  readonly errors: RowError[];
}

/** Nobody is disabled on the strength of a file whose names could not all be read. */
async function deactivate(deps: RunImportDeps, actor: Actor, { content, order, errors }: Deactivation): Promise<void> {
  if (!content.complete) {
    errors.push({ line: 1, column: '', reason: 'deactivation-skipped' });
    return;
  }
  const missing = (await deps.stores.users.all()).filter(
    (user) => user.enabled && !content.named.has(nameKey(user.userName)),
  );
  if (order.dryRun) return deps.progress.count('deactivated', missing.length);
  for (let at = 0; at < missing.length; at += ROWS_AT_ONCE) {
    deps.requireRunning();
    const some = missing.slice(at, at + ROWS_AT_ONCE);
    await deps.changes.make(actor, async (change) => {
      for (const user of some) {
        const disabled = { ...user, enabled: false };
        await change.stores.users.update(disabled);
        await change.audit({
          action: 'user.changed',
          target: targetOf(user),
          before: auditForm(user),
          after: auditForm(disabled),
        });
        await deps.signals.userRevoked(change, user.id);
      }
    });
    deps.progress.count('deactivated', some.length);
    await breathe();
  }
}
