import type { Clock, DeviceId, Instant, UserId } from '@holdover/kernel';
import type { Members, NobodyReason } from '@holdover/offline-login';
import type { Database } from '../../database/database.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { ListedDevice } from '../devices/device.ts';
import type { FleetSnapshot } from '../sync/fleet-snapshot.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import { ranksAt } from '../sync/refreshed.ts';
import { synchronizedUsers, whyNobody } from '../sync/terminal-plan.ts';
import type { User } from '../users/user.ts';
import { heldThere, type HeldThere } from './held-at-terminal.ts';
import type { TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

export interface DeviceViewDeps {
  readonly database: Database;
  readonly snapshots: FleetSnapshots;
  readonly clock: Clock;
}

/** One device, as its terminal holds it and as the server wants it. */
export interface DeviceView {
  readonly snapshot: FleetSnapshot;
  readonly device: ListedDevice;
  /** The device's own, or the last that was revoked: it serves from its cache until the order to wipe it reaches it (C1). */
  readonly terminal: TerminalRecord | undefined;
  /** Undefined before the terminal acknowledged anything. */
  readonly held: HeldThere | undefined;
  readonly nobody: NobodyReason | null;
  /** B2: nobody where nobody is cached. */
  readonly synchronized: Members<User>;
  readonly now: Instant;
}

/** @param userId reads what is held of this user alone. @throws ProblemFault `not-found` */
export async function viewDevice(deps: DeviceViewDeps, deviceId: DeviceId, userId?: UserId): Promise<DeviceView> {
  const { snapshot } = await deps.snapshots.current();
  const device = snapshot.devices.get(deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (device === undefined || profile === undefined) throw new ProblemFault('not-found');
  const { queries } = deps.database;
  const now = deps.clock.wall();
  const terminals = createSqlTerminalStore(queries);
  const terminal = (await terminals.ofDevice(deviceId)) ?? (await terminals.lastRevoked(deviceId));
  const nobody = whyNobody({ snapshot, device, profile, keyProtector: terminal?.keyProtector ?? 'keyfile' });
  const ranks = await ranksAt(queries, snapshot, device, now);
  const synchronized =
    nobody === null ? synchronizedUsers({ snapshot, device, profile, ranks }) : { included: [], leftOut: [] };
  const holdings = terminal === undefined ? [] : await createSqlHoldingStore(queries).ofTerminal(terminal.id, userId);
  const isGone = terminal !== undefined && terminal.revokedAt !== null && holdings.length === 0;
  const held = terminal && !isGone ? heldThere({ terminal, holdings, model: device.model, now }) : undefined;
  return { snapshot, device, terminal, held, nobody, synchronized, now };
}
