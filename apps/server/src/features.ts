import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { EventHub } from './events/event-hub.ts';
import { addAdministratorRoutes } from './features/administrators/administrator-routes.ts';
import { addDeviceRoutes } from './features/devices/device-routes.ts';
import { createDevices } from './features/devices/devices.ts';
import { addUserRoutes } from './features/users/user-routes.ts';
import { createUsers } from './features/users/users.ts';
import type { Fleet } from './fleet.ts';
import type { Authentication } from './http/authentication.ts';
import type { RouteRegistrar } from './http/call.ts';
import { addEventsStream } from './http/events-stream.ts';
import type { Core } from './server.ts';

export interface FeatureDeps extends Core {
  readonly routes: RouteRegistrar;
  readonly authentication: Authentication;
  readonly fleet: Fleet;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Makes each feature and registers its operations. @returns stops what goes on by itself */
export function addFeatures(deps: FeatureDeps): Promise<() => Promise<void>> {
  const { routes, stores, fleet } = deps;
  const shared = { ...deps, signals: fleet.signals };
  addAdministratorRoutes(routes, deps);
  addUserRoutes(routes, { users: createUsers(shared), stores });
  addDeviceRoutes(routes, { devices: createDevices(shared), stores, terminals: fleet.terminals });
  fleet.registerRoutes(routes);
  const endStreams = addEventsStream(routes, deps);
  return Promise.resolve(() => Promise.resolve(endStreams()));
}
