import type { userOfflineDevices } from '@holdover/api';
import type { TerminalId, UserId } from '@holdover/kernel';
import type * as z from 'zod';
import { ProblemFault } from '../../problem-fault.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { DeviceViewDeps } from './device-view.ts';
import { heldThere } from './held-at-terminal.ts';
import { offlineUserOf } from './offline-users.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

type Answer = z.output<typeof userOfflineDevices.answer>;

/** H1, seen from a person: where they could log in now, offline; by the name of the device. */
export async function offlineDevicesOf(deps: DeviceViewDeps, userId: UserId): Promise<Answer> {
  const { snapshot } = await deps.snapshots.current();
  if (!snapshot.users.has(userId)) throw new ProblemFault('not-found');
  const { queries } = deps.database;
  const terminals = createSqlTerminalStore(queries);
  const holdings = createSqlHoldingStore(queries);

  const deviceOf = async (id: TerminalId): Promise<Answer['items']> => {
    const terminal = await terminals.read(id);
    const device = terminal && snapshot.devices.get(terminal.deviceId);
    // A revoked one serves from its cache until the order to wipe it reaches it (C1).
    if (terminal === undefined || device === undefined) return [];
    const there = { terminal, holdings: await holdings.ofTerminal(id, userId), model: device.model };
    const held = heldThere({ ...there, now: deps.clock.wall() });
    const found = held && offlineUserOf(held, userId, snapshot.users.get(userId));
    if (found === undefined) return [];
    const { methods, validUntil, source } = found;
    return [{ deviceId: device.id, deviceName: device.name, methods, validUntil, source }];
  };
  const items = (await Promise.all((await holdings.terminalsHoldingUser(userId)).map(deviceOf))).flat();
  return { items: items.toSorted((a, b) => (a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : 0)) };
}
