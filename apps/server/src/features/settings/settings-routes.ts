import {
  getAuthentication,
  getOfflineLogin,
  getPinRisk,
  previewAuthentication,
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

export function addSettingsRoutes(routes: RouteRegistrar, deps: SettingsRoutesDeps): void {
  const { offlineLogin, authentication, stores } = deps;
  routes.add(getOfflineLogin, () => readOfflineLogin(stores.settings));
  routes.add(putOfflineLogin, ({ actor, query, body, requireMatch }) =>
    offlineLogin.save(actor, body, { reset: query.reset === 'true', check: requireMatch }),
  );
  routes.add(previewOfflineLogin, ({ body }) => offlineLogin.preview(body));
  routes.add(getAuthentication, () => authentication.read());
  routes.add(putAuthentication, ({ actor, body, requireMatch }) => authentication.save(actor, body, requireMatch));
  routes.add(getPinRisk, () => authentication.risk());
  routes.add(previewAuthentication, ({ body }) => authentication.risk(body));
}
