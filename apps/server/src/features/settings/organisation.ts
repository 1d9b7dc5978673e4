import { getOrganisation, putOrganisation, type OrganisationSettings } from '@holdover/api';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { isSame } from '../audit/audit-log.ts';
import { ORGANISATION, readOrganisation } from './settings.ts';

export interface OrganisationDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
}

/** Terminals take the language at their next synchronization (A7). */
export function addOrganisationRoutes(routes: RouteRegistrar, deps: OrganisationDeps): void {
  routes.add(getOrganisation, () => readOrganisation(deps.stores.settings));
  routes.add(putOrganisation, ({ actor, body, requireMatch }) => save(deps, { actor, body, requireMatch }));
}

interface Saving {
  readonly actor: Actor;
  readonly body: OrganisationSettings;
  readonly requireMatch: (current: object) => void;
}

function save({ changes, signals }: OrganisationDeps, { actor, body, requireMatch }: Saving) {
  return changes.make(actor, async (change) => {
    const current = await readOrganisation(change.stores.settings);
    requireMatch(current);
    requireTimeZone(body.timeZone);
    const [before, after] = [{ ...current }, { ...body }];
    if (isSame(before, after)) return current;
    await change.stores.settings.write(ORGANISATION, after);
    const target = { kind: 'settings', id: null, name: ORGANISATION };
    await change.audit({ action: 'organisation.changed', target, before, after });
    if (current.language !== body.language) {
      await change.raiseRevision();
      await signals.settingsChanged(change, { reset: false });
    }
    return body;
  });
}

function requireTimeZone(timeZone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone }).format(0);
  } catch {
    throw new ProblemFault('invalid-body', [{ pointer: '/timeZone', code: 'unknown-time-zone', value: timeZone }]);
  }
}
