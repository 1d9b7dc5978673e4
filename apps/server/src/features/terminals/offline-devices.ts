import type { userOfflineDevices } from '@holdover/api';
import type { TerminalId, UserId } from '@holdover/kernel';
import type * as z from 'zod';
import { ProblemFault } from '../../problem-fault.ts';
import type { Holding } from '../sync/holding.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { DeviceViewDeps } from './device-view.ts';
import { heldThere } from './held-at-terminal.ts';
import { offlineUserOf } from './offline-users.ts';
import type { TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

type Answer = z.output<typeof userOfflineDevices.answer>;

/**
 * H1, seen from a person: where they could log in now, offline; by the name of the device. Two looks at the database, however many
 * terminals hold them.
 */
export async function offlineDevicesOf(deps: DeviceViewDeps, userId: UserId): Promise<Answer> {
  const { snapshot } = await deps.snapshots.current();
  const { queries } = deps.database;
  const now = deps.clock.wall();
  const byTerminal = new Map<TerminalId, Holding[]>();
  for (const holding of await createSqlHoldingStore(queries).ofUser(userId)) {
    const there = byTerminal.get(holding.terminalId);
    if (there === undefined) byTerminal.set(holding.terminalId, [holding]);
    else there.push(holding);
  }

  const deviceOf = (terminal: TerminalRecord): Answer['items'] => {
    const device = snapshot.devices.get(terminal.deviceId);
    if (device === undefined) return [];
    const holdings = byTerminal.get(terminal.id) ?? [];
    const held = heldThere({ terminal, holdings, model: device.model, now });
    const found = held && offlineUserOf(held, userId, snapshot.users.get(userId));
    if (found === undefined) return [];
    const { methods, validUntil, source } = found;
    return [{ deviceId: device.id, deviceName: device.name, methods, validUntil, source }];
  };
  // A revoked one serves from its cache until the order to wipe it reaches it (C1).
  const items = (await createSqlTerminalStore(queries).holdingUser(userId)).flatMap(deviceOf);
  // A deleted user may still be in the cache of a terminal that is away.
  if (items.length === 0 && !snapshot.users.has(userId)) throw new ProblemFault('not-found');
  return { items: items.toSorted((a, b) => (a.deviceName < b.deviceName ? -1 : a.deviceName > b.deviceName ? 1 : 0)) };
}
