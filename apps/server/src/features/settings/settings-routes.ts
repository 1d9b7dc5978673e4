import {
  getAuthentication,
  getOfflineLogin,
  previewOfflineLogin,
  putAuthentication,
  putOfflineLogin,
} from '@holdover/api';
import type { Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { OfflineLogin } from './offline-login.ts';
import { AUTHENTICATION, readAuthentication, readOfflineLogin } from './settings.ts';

export interface SettingsRoutesDeps {
  readonly offlineLogin: OfflineLogin;
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
}

/** How many of those left out an answer names; it counts them all. */
const NAMED_MOST = 1_000;

export function addSettingsRoutes(routes: RouteRegistrar, deps: SettingsRoutesDeps): void {
  const { offlineLogin, stores, changes, signals } = deps;
  routes.add(getOfflineLogin, () => readOfflineLogin(stores.settings));
  routes.add(putOfflineLogin, ({ actor, query, body, requireMatch }) =>
    offlineLogin.save(actor, body, { reset: query.reset === 'true', check: requireMatch }),
  );
  routes.add(previewOfflineLogin, async ({ body }) => ({
    items: (await offlineLogin.preview(body.assignments)).map(({ leftOut, ...preview }) => ({
      ...preview,
      leftOut: { count: leftOut.length, userNames: leftOut.slice(0, NAMED_MOST).map(({ userName }) => userName) },
    })),
  }));
  routes.add(getAuthentication, () => readAuthentication(stores.settings));
  routes.add(putAuthentication, ({ actor, body, requireMatch }) =>
    changes.make(actor, async (change) => {
      const current = await readAuthentication(change.stores.settings);
      requireMatch(current);
      await change.stores.settings.write(AUTHENTICATION, { ...body });
      const target = { kind: 'settings', id: null, name: AUTHENTICATION };
      await change.audit({ action: 'authentication.changed', target, before: { ...current }, after: { ...body } });
      await change.raiseRevision();
      await signals.settingsChanged(change, { reset: false });
      return body;
    }),
  );
}
