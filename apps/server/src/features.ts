import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { LogLevelControl } from '@holdover/nodejs';
import type { Documents } from '@holdover/sealed-store';
import type { EventHub } from './events/event-hub.ts';
import { addAdministratorRoutes } from './features/administrators/administrator-routes.ts';
import { addAuditRoutes } from './features/audit/audit-routes.ts';
import { addCredentialRoutes } from './features/credentials/credential-routes.ts';
import { createCredentials } from './features/credentials/credentials.ts';
import { createHashWrapping } from './features/credentials/hash-wrapping.ts';
import { createPinRenewal } from './features/credentials/renew-pins.ts';
import { addDiscoveryRoutes } from './features/discovery/discovery-routes.ts';
import type { PrinterSearch } from './features/discovery/discovered-printer.ts';
import { addDeviceGroupRoutes } from './features/device-groups/device-group-routes.ts';
import { createDeviceGroups } from './features/device-groups/device-groups.ts';
import { addDeviceRoutes } from './features/devices/device-routes.ts';
import { createDevices } from './features/devices/devices.ts';
import { addGroupRoutes } from './features/groups/group-routes.ts';
import { createGroups } from './features/groups/groups.ts';
import { addImportRoutes } from './features/imports/import-routes.ts';
import { openImports } from './features/imports/open-imports.ts';
import { addProfileRoutes } from './features/profiles/profile-routes.ts';
import { createProfiles } from './features/profiles/profiles.ts';
import { createAuthentication } from './features/settings/authentication.ts';
import { addMailRoutes } from './features/mail/mail-routes.ts';
import { createOfflineLogin } from './features/settings/offline-login.ts';
import { addJournalSettingsRoutes } from './features/settings/journal-settings.ts';
import { addOrganisationRoutes } from './features/settings/organisation.ts';
import { addSettingsRoutes } from './features/settings/settings-routes.ts';
import { addSpoolingRoutes } from './features/settings/spooling.ts';
import { addSystemRoutes } from './features/system/system-routes.ts';
import { openUserSources } from './features/user-sources/open-user-sources.ts';
import { addUserRoutes } from './features/users/user-routes.ts';
import { createUserPasswords } from './features/users/user-passwords.ts';
import { createUsers } from './features/users/users.ts';
import type { Fleet, WebIdentity } from './fleet.ts';
import type { Authentication } from './http/authentication.ts';
import type { RouteRegistrar } from './http/call.ts';
import { addEventsStream } from './http/events-stream.ts';
import type { Core } from './core.ts';
import type { Printing } from './open-printing.ts';

export interface FeatureDeps extends Core {
  readonly routes: RouteRegistrar;
  readonly authentication: Authentication;
  readonly fleet: Fleet;
  readonly printing: Printing;
  readonly hub: EventHub;
  readonly findPrinters?: PrinterSearch;
  readonly imports?: Documents<string>;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly logLevel?: LogLevelControl;
  readonly tls: WebIdentity | undefined;
  readonly version: string;
}

/** Makes each feature and registers its operations. @returns ends what goes on by itself */
export async function addFeatures(deps: FeatureDeps): Promise<() => Promise<void>> {
  const { routes, stores, fleet, printing } = deps;
  const shared = { ...deps, signals: fleet.signals };
  const imports = await openImports(shared);
  const wrapping = createHashWrapping(shared);
  wrapping.wake();
  addAdministratorRoutes(routes, deps);
  const users = createUsers({ ...shared, spool: printing.spool });
  addUserRoutes(routes, { ...shared, users, passwords: createUserPasswords(shared), terminals: fleet.terminals });
  addCredentialRoutes(routes, { credentials: createCredentials(shared), renewPins: createPinRenewal(shared), stores });
  addImportRoutes(routes, { imports, stores });
  const schedule = openUserSources({ ...deps, imports });
  addGroupRoutes(routes, { groups: createGroups(shared), stores });
  addDeviceGroupRoutes(routes, { deviceGroups: createDeviceGroups(shared), stores });
  addProfileRoutes(routes, { profiles: createProfiles(shared), stores });
  addDeviceRoutes(routes, { devices: createDevices(shared), stores, terminals: fleet.terminals });
  addJournalSettingsRoutes(routes, shared);
  addOrganisationRoutes(routes, shared);
  addSettingsRoutes(routes, {
    ...shared,
    offlineLogin: createOfflineLogin(shared),
    authentication: createAuthentication({ ...shared, onHashCost: wrapping.wake }),
  });
  addSpoolingRoutes(routes, { ...shared, onSpooling: printing.onSpooling });
  addMailRoutes(routes, { ...shared, onMail: fleet.mailChanged });
  addAuditRoutes(routes, shared);
  printing.registerRoutes(routes);
  addDiscoveryRoutes(routes, deps);
  fleet.registerRoutes(routes);
  const stopLogging = await addSystemRoutes(routes, deps);
  const endStreams = addEventsStream(routes, deps);
  return async () => {
    endStreams();
    stopLogging();
    await schedule.stop();
    await imports.stop();
    await wrapping.stop();
  };
}
