import type { Fleet } from '../fleet.ts';
import type { FleetSignals } from '../fleet-signals.ts';

/** A server without terminals. */
export const NO_FLEET_SIGNALS: FleetSignals = {
  credentialsRevoked: () => Promise.resolve(),
  userRevoked: () => Promise.resolve(),
  userRestored: () => Promise.resolve(),
  membersChanged: () => Promise.resolve(),
  settingsChanged: () => Promise.resolve(),
  deviceChanged: () => Promise.resolve(),
  deviceRevoked: () => Promise.resolve(),
  holdersOf: () => Promise.resolve([]),
};

export const NO_FLEET: Fleet = {
  signals: NO_FLEET_SIGNALS,
  terminals: { terminalsOf: () => Promise.resolve(new Map()), settle: () => Promise.resolve() },
  identity: () => ({ incarnation: 1, gateway: null, authorities: '' }),
  mailChanged: () => undefined,
  registerRoutes: () => undefined,
};
