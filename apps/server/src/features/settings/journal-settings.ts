import { getJournalSettings, putJournalSettings, type JournalSettings } from '@holdover/api';
import type { Actor } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { JOURNAL, readJournalSettings } from './settings.ts';

export interface JournalSettingsDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
}

/** F3: terminals take them at their next synchronization (A7). */
export function addJournalSettingsRoutes(routes: RouteRegistrar, deps: JournalSettingsDeps): void {
  routes.add(getJournalSettings, () => readJournalSettings(deps.stores.settings));
  routes.add(putJournalSettings, ({ actor, body, requireMatch }) => save(deps, { actor, body, requireMatch }));
}

interface Saving {
  readonly actor: Actor;
  readonly body: JournalSettings;
  readonly requireMatch: (current: object) => void;
}

function save({ changes, signals }: JournalSettingsDeps, { actor, body, requireMatch }: Saving) {
  return changes.make(actor, async (change) => {
    const current = await readJournalSettings(change.stores.settings);
    requireMatch(current);
    await change.stores.settings.write(JOURNAL, { ...body });
    const target = { kind: 'settings', id: null, name: JOURNAL };
    await change.audit({ action: 'journal-settings.changed', target, before: { ...current }, after: { ...body } });
    await change.raiseRevision();
    await signals.settingsChanged(change, { reset: false });
    return body;
  });
}
