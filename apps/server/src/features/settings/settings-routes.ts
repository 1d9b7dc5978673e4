import {
  getAuthentication,
  getOfflineLogin,
  getPinRisk,
  previewOfflineLogin,
  putAuthentication,
  putOfflineLogin,
} from '@holdover/api';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { Authentication } from './authentication.ts';
import type { OfflineLogin } from './offline-login.ts';
import { readOfflineLogin } from './settings.ts';

export interface SettingsRoutesDeps {
  readonly offlineLogin: OfflineLogin;
  readonly authentication: Authentication;
  readonly stores: Stores;
}

/** How many of those left out an answer names; it counts them all. */
const NAMED_MOST = 1_000;

export function addSettingsRoutes(routes: RouteRegistrar, deps: SettingsRoutesDeps): void {
  const { offlineLogin, authentication, stores } = deps;
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
  routes.add(getAuthentication, () => authentication.read());
  routes.add(putAuthentication, ({ actor, body, requireMatch }) => authentication.save(actor, body, requireMatch));
  routes.add(getPinRisk, () => authentication.risk());
}
