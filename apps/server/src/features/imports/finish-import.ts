import { days, instant } from '@holdover/kernel';
import type { Change, Changes } from '../../changes/change.ts';
import type { EventHub } from '../../events/event-hub.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { SYSTEM } from '../../actor.ts';
import { importToApi } from './import-to-api.ts';
import type { ImportLog } from './import-order.ts';
import type { ImportWork, UserImport } from './import.ts';
import { countsOf, mayDeactivate } from './run-import.ts';

export interface FinishDeps {
  readonly changes: Changes;
  readonly hub: EventHub;
  readonly signals: Pick<FleetSignals, 'membersChanged'>;
}

export interface Ending {
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly reason: string | null;
}

/** How long what an import did can be looked at. */
const KEPT_FOR = days(90);

/**
 * The one revision and the one audit entry of an import. What was applied before it failed or was cancelled stands, so terminals are
 * to take it. Does nothing for one that is over already.
 */
export async function finishImport(
  { changes, hub, signals }: FinishDeps,
  left: UserImport,
  { ending, work, log }: { readonly ending: Ending; readonly work: ImportWork | null; readonly log: ImportLog },
): Promise<void> {
  const over = await changes.make(work?.actor ?? SYSTEM, async (change) => {
    const { imports } = change.stores;
    const isDone = ending.state === 'done';
    const skipped = isDone && work?.deactivateMissing === true && !isKnown(work, left);
    if (skipped) await imports.addErrors(left.id, [{ line: 1, column: '', reason: 'deactivation-skipped' }], SKIPPED);
    const failed = isDone ? left.failed : await imports.countFailed(left.id);
    const counts = isDone || !left.dryRun ? {} : { added: 0, changed: 0, deactivated: 0 };
    const now: UserImport = { ...left, ...counts, ...ending, stage: null, failed, finishedAt: change.at };
    const rowsDone = isDone ? now.rows : now.rowsDone;
    if (!(await imports.finish({ ...now, rowsDone }))) return undefined;
    await imports.forget(instant(change.at - KEPT_FOR));
    if (!left.dryRun) await close({ signals }, change, now);
    change.afterCommit(() => hub.publish({ name: 'import.progress', data: importToApi({ ...now, rowsDone }) }));
    return now;
  });
  if (over === undefined) return;
  if (over.state === 'failed') log.say('error', 'failed', { reason: over.reason ?? '' });
  else log.say('info', over.state, { ...countsOf(over) });
}

/** Before every row: it is none of a row. */
const SKIPPED = -1;

function isKnown({ read }: ImportWork, { rows }: UserImport): boolean {
  return read !== null && mayDeactivate(read, rows);
}

async function close({ signals }: Pick<FinishDeps, 'signals'>, change: Change, over: UserImport): Promise<void> {
  const { id, state, added, changed, deactivated } = over;
  const touched = added + changed + deactivated > 0;
  if (state !== 'done' && !touched) return;
  await change.audit({
    action: 'users.imported',
    target: { kind: 'import', id, name: null },
    before: null,
    after: state === 'done' ? countsOf(over) : { ...countsOf(over), state },
  });
  if (!touched) return;
  await change.raiseRevision();
  await signals.membersChanged(change);
}
