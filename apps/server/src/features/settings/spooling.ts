import { getSpooling, putSpooling, type SpoolingSettings } from '@holdover/api';
import { hours } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { isSame } from '../audit/audit-log.ts';
import { readSpooling, SPOOLING } from './settings.ts';

export interface SpoolingDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  /** Saved: counts from now on. */
  readonly onSpooling: (settings: SpoolingSettings) => void;
}

/** G3: for how long and how much. Terminals take the hours at their next synchronization (A7). */
export function addSpoolingRoutes(routes: RouteRegistrar, deps: SpoolingDeps): void {
  routes.add(getSpooling, () => readSpooling(deps.stores.settings));
  routes.add(putSpooling, ({ actor, body, requireMatch }) => save(deps, { actor, body, requireMatch }));
}

interface Saving {
  readonly actor: Actor;
  readonly body: SpoolingSettings;
  readonly requireMatch: (current: object) => void;
}

function save({ changes, signals, onSpooling }: SpoolingDeps, { actor, body, requireMatch }: Saving) {
  return changes.make(actor, async (change) => {
    const current = await readSpooling(change.stores.settings);
    requireMatch(current);
    const [before, after] = [{ ...current }, { ...body }];
    if (isSame(before, after)) return current;
    await change.stores.settings.write(SPOOLING, after);
    const target = { kind: 'settings', id: null, name: SPOOLING };
    await change.audit({ action: 'spooling.changed', target, before, after });
    await moveEnds(change.stores, current, body);
    change.afterCommit(() => onSpooling(body));
    if (current.retentionHours !== body.retentionHours) {
      await change.raiseRevision();
      await signals.settingsChanged(change, { reset: false });
    }
    return body;
  });
}

/** What waits already goes by the new hours. */
async function moveEnds({ jobs }: Stores, current: SpoolingSettings, next: SpoolingSettings): Promise<void> {
  const unprinted = next.retentionHours - current.retentionHours;
  const kept = next.keepForReprintHours - current.keepForReprintHours;
  if (unprinted !== 0) await jobs.moveEnds('unprinted', hours(unprinted));
  if (kept !== 0) await jobs.moveEnds('kept', hours(kept));
}
