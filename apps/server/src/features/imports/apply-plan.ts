import { setImmediate as breathe } from 'node:timers/promises';
import type { GroupId, UserId } from '@holdover/kernel';
import type { Change, Changes } from '../../changes/change.ts';
import { auditForm } from '../users/user.ts';
import { targetOf } from '../users/users.ts';
import { applyRows, type Application, type ApplyDeps } from './apply-rows.ts';
import { readView } from './directory-view.ts';
import { ImportFault } from './import-fault.ts';
import type { Effect, ImportWork, RowError, UserImport } from './import.ts';
import type { Progress } from './progress.ts';
import { quietly } from './quietly.ts';
import type { PlanChunk, Staging } from './staging.ts';

export interface ApplyPlanDeps extends ApplyDeps {
  readonly changes: Changes;
  readonly staging: Staging;
  readonly progress: Progress;
  /** @throws ImportFault `cancelled`, `stopping` */
  readonly requireRunning: () => void;
}

/** Rows of one transaction: short enough that others come between. */
const ROWS_AT_ONCE = 100;
/** Between the places of two chunks there is room for what any of them leaves. */
const PLACES_OF_CHUNK = 20_000;
const PLACES_OF_PLAN = 10_000;
const PLACES_OF_STEP = 1_000;

/**
 * Makes the plan true, step by step: of each step rows, errors, effects, counts and that it is done are one transaction, so that
 * whoever goes on after a stop does none of them twice.
 * @throws ImportFault
 */
export async function applyPlan(
  deps: ApplyPlanDeps,
  work: ImportWork & { readonly plans: number },
  application: Application,
): Promise<void> {
  const { progress, staging } = deps;
  const { id } = progress.now();
  let step = 0;
  // The next one is read while this one is applied.
  const read = (number: number): Promise<PlanChunk | undefined> | undefined =>
    number < work.plans ? quietly(staging.plan(id, number)) : undefined;
  let next = read(0);
  for (let number = 0; next !== undefined; number++) {
    const chunk = await next;
    if (chunk === undefined) throw new ImportFault('interrupted');
    next = read(number + 1);
    for (const part of stepsOf(chunk, number)) {
      step += 1;
      if (step <= work.applied) continue;
      deps.requireRunning();
      await applyStep(deps, { ...application, part, work: { ...work, applied: step } });
      await breathe();
    }
  }
}

interface Step extends PlanChunk {
  /** Of what it leaves. */
  readonly place: number;
  readonly errorPlace: number;
}

/** The first of a chunk brings what was found before. */
function stepsOf({ rows, missing, errors, effects, lines }: PlanChunk, number: number): readonly Step[] {
  const count = Math.max(1, Math.ceil(Math.max(rows.length, missing.length) / ROWS_AT_ONCE));
  return Array.from({ length: count }, (_, index) => ({
    rows: rows.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
    missing: missing.slice(index * ROWS_AT_ONCE, (index + 1) * ROWS_AT_ONCE),
    errors: index === 0 ? errors : [],
    effects: index === 0 ? effects : [],
    lines: index === 0 ? lines : 0,
    place: number * PLACES_OF_CHUNK + index * PLACES_OF_STEP,
    errorPlace: number * PLACES_OF_CHUNK + PLACES_OF_PLAN + index * PLACES_OF_STEP,
  }));
}

interface StepGiven extends Application {
  readonly part: Step;
  readonly work: ImportWork;
}

interface StepOutcome {
  readonly effects: readonly Effect[];
  readonly errors: readonly RowError[];
}

async function applyStep(deps: ApplyPlanDeps, { part, work, ...application }: StepGiven): Promise<void> {
  const { progress, changes } = deps;
  const before = progress.now();
  const { now, cancelAsked } = await changes.make(work.actor, async (change) => {
    if (work.applied === 1 && !before.dryRun) await adoptGroups(change, application);
    const outcome = before.dryRun ? NOTHING : await applyOne(deps, change, part, application);
    const { imports } = change.stores;
    await imports.addErrors(before.id, part.errors, part.place);
    await imports.addErrors(before.id, outcome.errors, part.errorPlace);
    await imports.addEffects(before.id, [...part.effects, ...outcome.effects], part.place);
    const after = counted(before, part, outcome);
    const told = await imports.tell(before.id, { progress: progressOf(after), seenAt: change.at, work });
    return { now: after, cancelAsked: told?.cancelAsked ?? true };
  });
  for (const what of ['added', 'changed', 'deactivated', 'failed'] as const)
    progress.count(what, now[what] - before[what]);
  progress.setDone(now.rowsDone);
  if (progress.isDue()) progress.tell();
  if (cancelAsked) throw new ImportFault('cancelled');
}

const NOTHING: StepOutcome = { effects: [], errors: [] };

async function applyOne(
  deps: ApplyPlanDeps,
  change: Change,
  { rows, missing }: Step,
  application: Application,
): Promise<StepOutcome> {
  const { effects, errors } = await applyRows(deps, change, { ...application, rows });
  return { effects: [...effects, ...(await disable(deps, change, missing, application))], errors };
}

function counted(before: UserImport, part: Step, { effects, errors }: StepOutcome): UserImport {
  const of = (action: Effect['action']): number => effects.filter((effect) => effect.action === action).length;
  return {
    ...before,
    rowsDone: before.rowsDone + part.lines,
    added: before.added + of('add'),
    changed: before.changed + of('change'),
    deactivated: before.deactivated + of('deactivate'),
    failed: before.failed + errors.length,
  };
}

export function progressOf({ stage, rows, rowsDone, added, changed, deactivated, failed }: UserImport) {
  return { stage, rows, rowsDone, added, changed, deactivated, failed };
}

/** Whoever is still enabled. */
async function disable(
  { signals }: ApplyPlanDeps,
  change: Change,
  ids: readonly UserId[],
  { sourceId }: Application,
): Promise<Effect[]> {
  if (ids.length === 0) return [];
  const { byId } = await readView(change.queries, { names: [], ids, sourceId, groupNames: [] });
  const effects: Effect[] = [];
  for (const id of ids) {
    const user = byId.get(id);
    if (user === undefined || !user.enabled || user.sourceId !== sourceId) continue;
    const disabled = { ...user, enabled: false };
    await change.stores.users.update(disabled);
    await change.audit({
      action: 'user.changed',
      target: targetOf(user),
      before: auditForm(user),
      after: auditForm(disabled),
    });
    await signals.userRevoked(change, id);
    effects.push({ line: null, action: 'deactivate', userName: user.userName, fields: ['enabled'] });
  }
  return effects;
}

async function adoptGroups(change: Change, { sourceId, adopts }: Application): Promise<void> {
  for (const id of adopts as ReadonlySet<GroupId>) {
    const group = await change.stores.groups.read(id);
    if (group === undefined || group.sourceId !== null) continue;
    await change.queries.updateTable('userGroup').set({ sourceId }).where('id', '=', id).execute();
    await change.audit({
      action: 'group.changed',
      target: { kind: 'group', id, name: group.name },
      before: { sourceId: null },
      after: { sourceId },
    });
  }
}
