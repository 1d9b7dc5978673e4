import type { DeviceModel } from '@holdover/api';
import { makeId, type DeviceId, type Entropy, type ProfileId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { createSqlOutageStore } from '../overview/outage-store-sql.ts';
import { isSame } from '../audit/audit-log.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import { auditForm, type Device, type ListedDevice } from './device.ts';

interface NewDevice {
  readonly name: string;
  readonly model: DeviceModel;
  /** The default profile without. */
  readonly profileId?: ProfileId | undefined;
  readonly address: string | null;
}

type DevicePatch = {
  readonly [K in 'name' | 'model' | 'profileId' | 'address' | 'active']?: Device[K] | undefined;
};

export interface Devices {
  /** @throws ProblemFault `already-exists`, `invalid-body` for a profile that does not exist */
  create(actor: Actor, given: NewDevice): Promise<ListedDevice>;
  patch(actor: Actor, id: DeviceId, patch: DevicePatch, check: (current: ListedDevice) => void): Promise<ListedDevice>;
  /** Its accounting stays. */
  delete(actor: Actor, id: DeviceId, check: (current: ListedDevice) => void): Promise<void>;
}

export interface DevicesDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

export function createDevices({ changes, signals, entropy }: DevicesDeps): Devices {
  return {
    create: (actor, given) => changes.make(actor, (change) => addDevice(change, given, entropy)),

    patch: (actor, id, patch, check) =>
      changes.make(actor, async (change) => {
        const current = await readDevice(change, id);
        check(current);
        if (patch.name !== undefined && nameKey(patch.name) !== nameKey(current.name))
          await requireFreeName(change, patch.name);
        if (patch.profileId !== undefined) await profileFor(change, patch.profileId);
        const { deviceGroups, ...device } = current;
        const next: Device = { ...device, ...definedOf(patch) };
        const [before, after] = [auditForm(current), auditForm(next)];
        if (isSame(before, after)) return current;
        await change.stores.devices.update(next);
        await change.audit({ action: 'device.changed', target: targetOf(next), before, after });
        await change.raiseRevision();
        if (current.active && !next.active) await signals.deviceRevoked(change, id);
        else await signals.deviceChanged(change, id);
        return { ...next, deviceGroups };
      }),

    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await readDevice(change, id);
        check(current);
        await change.stores.devices.delete(id);
        await createSqlOutageStore(change.queries).forgetDevice(id);
        await signals.deviceRevoked(change, id);
        await change.audit({
          action: 'device.deleted',
          target: targetOf(current),
          before: auditForm(current),
          after: null,
        });
        await change.raiseRevision();
      }),
  };
}

async function addDevice(change: Change, given: NewDevice, entropy: Entropy): Promise<ListedDevice> {
  await requireFreeName(change, given.name);
  const profileId = await profileFor(change, given.profileId);
  const id = makeId('device', change.at, entropy);
  const device: Device = { ...given, profileId, id, active: true, printerPin: null, createdAt: change.at };
  await change.stores.devices.create(device);
  await change.audit({ action: 'device.created', target: targetOf(device), before: null, after: auditForm(device) });
  await change.raiseRevision();
  return { ...device, deviceGroups: [] };
}

/** @throws ProblemFault `not-found` */
export async function readDevice(change: Pick<Change, 'stores'>, id: DeviceId): Promise<ListedDevice> {
  const found = await change.stores.devices.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

function targetOf(device: Device) {
  return { kind: 'device', id: device.id, name: device.name };
}

async function requireFreeName(change: Change, name: string): Promise<void> {
  if ((await change.stores.devices.findByName(name)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/name', code: 'taken', value: name }]);
}

async function profileFor(change: Change, id: ProfileId | undefined): Promise<ProfileId> {
  const profile = id === undefined ? await change.stores.profiles.readDefault() : await change.stores.profiles.read(id);
  if (profile === undefined)
    throw new ProblemFault('invalid-body', [{ pointer: '/profileId', code: 'does-not-exist', value: id }]);
  return profile.id;
}
