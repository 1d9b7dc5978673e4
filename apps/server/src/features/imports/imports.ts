import { setImmediate as breathe } from 'node:timers/promises';
import { makeId, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import { SYSTEM } from '../../actor.ts';
import { readAuthentication } from '../settings/settings.ts';
import { auditForm, nameKey } from '../users/user.ts';
import { targetOf } from '../users/users.ts';
import { applyRow, type ApplyRowDeps, type RowOutcome } from './apply-row.ts';
import { importToApi } from './import-to-api.ts';
import type { RowError, UserImport } from './import.ts';
import { planRow, type PlanRowDeps, type RowPlan } from './plan-row.ts';
import { readCsv, type CsvContent } from './read-csv.ts';

export interface ImportOrder {
  readonly csv: string;
  readonly dryRun: boolean;
  /** Whoever the file does not name is disabled. */
  readonly deactivateMissing: boolean;
}

export interface Imports {
  /** Answers at once; the work goes on, one import after another. */
  start(actor: Actor, order: ImportOrder): Promise<UserImport>;
  /** What a stopped server left half done is `failed`; what it wrote stands and reaches terminals. */
  failInterrupted(): Promise<void>;
  /** Resolves when nothing is under way any more. */
  settled(): Promise<void>;
}

export interface ImportsDeps extends PlanRowDeps, ApplyRowDeps {
  readonly changes: Changes;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Rows of one transaction: short enough that other changes come between. */
const ROWS_AT_ONCE = 100;
/** Slow hashes side by side: libuv has four threads, and logins need some. */
const PLANS_AT_ONCE = 2;
const PROGRESS_EVERY = 50;

export function createImports(deps: ImportsDeps): Imports {
  const { stores, clock, logger } = deps;
  let last: Promise<void> = Promise.resolve();
  return {
    start: async (actor, order) => {
      const now = clock.wall();
      const made: UserImport = {
        id: makeId('import', now, deps.entropy),
        state: 'running',
        dryRun: order.dryRun,
        rows: 0,
        added: 0,
        changed: 0,
        deactivated: 0,
        failed: 0,
        startedAt: now,
        finishedAt: null,
        reason: null,
      };
      await stores.imports.create(made);
      last = last
        .then(() => run(deps, actor, order, made))
        .catch(async (error: unknown) => {
          logger.error('An import of users failed', { importId: made.id, error: describeError(error) });
          await finish(deps, { ...made, state: 'failed', reason: 'server-fault' });
        })
        .catch((error: unknown) =>
          logger.error('An import cannot be marked as failed', { error: describeError(error) }),
        );
      return made;
    },
    failInterrupted: async () => {
      for (const left of await stores.imports.running()) {
        await deps.changes.make(SYSTEM, async (change) => {
          await change.stores.imports.update({
            ...left,
            state: 'failed',
            reason: 'interrupted',
            finishedAt: change.at,
          });
          await change.raiseRevision();
          await deps.signals.membersChanged(change);
        });
      }
    },
    settled: () => last,
  };
}

async function run(deps: ImportsDeps, actor: Actor, order: ImportOrder, made: UserImport): Promise<void> {
  const { pinMinLength } = await readAuthentication(deps.stores.settings);
  const content = await readCsv(order.csv, pinMinLength);
  if ('refusal' in content) return finish(deps, { ...made, state: 'failed', reason: content.refusal });
  const progress = startProgress(deps, { ...made, rows: content.lines });
  const errors = [...content.errors];
  const plans = await planRows(deps, content, { errors, progress });
  progress.failed(errors);
  if (order.dryRun) countDry(plans, progress);
  else await applyRows(deps, actor, { plans, progress, errors });
  if (order.deactivateMissing) await deactivate(deps, actor, { content, order, progress, errors });
  errors.sort((a, b) => a.line - b.line);
  progress.failed(errors);
  await deps.changes.make(actor, async (change) => {
    await change.stores.imports.addErrors(made.id, errors);
    const now: UserImport = { ...progress.now(), state: 'done', finishedAt: change.at };
    await change.stores.imports.update(now);
    if (!order.dryRun) await closeImport(deps, change, now);
    change.afterCommit(() => deps.hub.publish({ name: 'import.progress', data: importToApi(now) }));
  });
}

/** The one revision of the import. */
async function closeImport(
  { signals }: ImportsDeps,
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

async function planRows(
  deps: ImportsDeps,
  { rows }: CsvContent,
  { errors, progress }: { errors: RowError[]; progress: Progress },
): Promise<RowPlan[]> {
  const taken = new Map<string, RowPlan['userId']>();
  const plans: RowPlan[] = [];
  for (let at = 0; at < rows.length; at += PLANS_AT_ONCE) {
    const some = rows.slice(at, at + PLANS_AT_ONCE);
    const planned = await Promise.all(some.map((row) => planRow(deps, row, { at: deps.clock.wall(), taken })));
    for (const plan of planned) {
      if ('errors' in plan) errors.push(...plan.errors);
      else plans.push(plan);
    }
    if (at % PROGRESS_EVERY === 0) progress.failed(errors);
    await breathe();
  }
  return plans;
}

function countDry(plans: readonly RowPlan[], progress: Progress): void {
  progress.count('added', plans.filter(({ isNew }) => isNew).length);
  progress.count('changed', plans.filter(({ isNew }) => !isNew).length);
}

async function applyRows(
  deps: ImportsDeps,
  actor: Actor,
  { plans, progress, errors }: { plans: readonly RowPlan[]; progress: Progress; errors: RowError[] },
): Promise<void> {
  for (let at = 0; at < plans.length; at += ROWS_AT_ONCE) {
    const outcomes = await deps.changes.make(actor, async (change) => {
      const made: RowOutcome[] = [];
      for (const plan of plans.slice(at, at + ROWS_AT_ONCE)) made.push(await applyRow(deps, change, plan));
      return made;
    });
    for (const outcome of outcomes) {
      if (typeof outcome === 'object') errors.push(outcome.error);
      else if (outcome !== 'unchanged') progress.count(outcome, 1);
    }
    progress.tell();
    await breathe();
  }
}

interface Deactivation {
  readonly content: CsvContent;
  readonly order: ImportOrder;
  readonly progress: Progress;
  readonly errors: RowError[];
}

/** Nobody is disabled on the strength of a file whose names could not all be read. */
async function deactivate(
  deps: ImportsDeps,
  actor: Actor,
  { content, order, progress, errors }: Deactivation,
): Promise<void> {
  if (!content.complete) {
    errors.push({ line: 1, column: '', reason: 'deactivation-skipped' });
    return;
  }
  const missing = (await deps.stores.users.all()).filter(
    (user) => user.enabled && !content.named.has(nameKey(user.userName)),
  );
  progress.count('deactivated', missing.length);
  if (order.dryRun) return;
  for (let at = 0; at < missing.length; at += ROWS_AT_ONCE) {
    await deps.changes.make(actor, async (change) => {
      for (const user of missing.slice(at, at + ROWS_AT_ONCE)) {
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
    await breathe();
  }
}

interface Progress {
  count(what: 'added' | 'changed' | 'deactivated', by: number): void;
  /** Lines with an error, each once. */
  failed(errors: readonly RowError[]): void;
  tell(): void;
  now(): UserImport;
}

function startProgress({ hub }: ImportsDeps, from: UserImport): Progress {
  let now = from;
  const tell = (): void => hub.publish({ name: 'import.progress', data: importToApi(now) });
  return {
    count: (what, by) => {
      now = { ...now, [what]: now[what] + by };
    },
    failed: (errors) => {
      const failed = new Set(errors.filter(({ line }) => line > 1).map(({ line }) => line)).size;
      now = { ...now, failed };
      tell();
    },
    tell,
    now: () => now,
  };
}

async function finish(
  { stores, clock, hub }: Pick<ImportsDeps, 'stores' | 'clock' | 'hub'>,
  last: UserImport,
): Promise<void> {
  const done = { ...last, finishedAt: clock.wall() };
  await stores.imports.update(done);
  hub.publish({ name: 'import.progress', data: importToApi(done) });
}
