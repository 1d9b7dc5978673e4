import { ALL_DEVICES, makeId, type DeviceGroupId, type DeviceId, type Entropy } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { readDevice } from '../devices/devices.ts';
import { nameKey } from '../users/user.ts';
import { definedOf } from '../users/users.ts';
import type { DeviceGroup, ListedDeviceGroup } from './device-group.ts';

interface DeviceGroupPatch {
  readonly name?: string | undefined;
  readonly site?: boolean | undefined;
}

/** Every refusal: `not-found`, `already-exists` (a name; a device that is in another site), `built-in`. */
export interface DeviceGroups {
  create(actor: Actor, given: { readonly name: string; readonly site: boolean }): Promise<ListedDeviceGroup>;
  patch(
    actor: Actor,
    id: DeviceGroupId,
    patch: DeviceGroupPatch,
    check: (current: ListedDeviceGroup) => void,
  ): Promise<ListedDeviceGroup>;
  delete(actor: Actor, id: DeviceGroupId, check: (current: ListedDeviceGroup) => void): Promise<void>;
  /** Does nothing for one that is in it. */
  addMember(actor: Actor, id: DeviceGroupId, device: DeviceId): Promise<void>;
  /** Does nothing for one that is not. */
  removeMember(actor: Actor, id: DeviceGroupId, device: DeviceId): Promise<void>;
}

export interface DeviceGroupsDeps {
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly entropy: Entropy;
}

export function createDeviceGroups(deps: DeviceGroupsDeps): DeviceGroups {
  const { changes, entropy } = deps;
  return {
    create: (actor, { name, site }) =>
      changes.make(actor, async (change) => {
        await requireFreeName(change, name);
        const group: DeviceGroup = {
          id: makeId('deviceGroup', change.at, entropy),
          name,
          site,
          builtIn: false,
          createdAt: change.at,
        };
        await change.stores.deviceGroups.create(group);
        await change.audit({
          action: 'device-group.created',
          target: targetOf(group),
          before: null,
          after: { name, site },
        });
        return { ...group, members: 0 };
      }),
    patch: (actor, id, patch, check) => changes.make(actor, (change) => patchGroup(deps, change, { id, patch, check })),
    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const current = await requireOwn(change, id);
        check(current);
        await change.stores.deviceGroups.delete(id);
        const before = { name: current.name, site: current.site };
        await change.audit({ action: 'device-group.deleted', target: targetOf(current), before, after: null });
        await change.raiseRevision();
        await deps.signals.membersChanged(change);
      }),
    addMember: (actor, id, deviceId) =>
      changes.make(actor, async (change) => {
        const group = await requireOwn(change, id);
        const device = await readDevice(change, deviceId);
        const site = group.site ? await change.stores.deviceGroups.siteOf(deviceId) : undefined;
        if (site !== undefined && site.id !== id) {
          const limit = { device: device.name, site: site.name };
          throw new ProblemFault('already-exists', [
            { pointer: '/site', code: 'in-other-site', value: site.id, limit },
          ]);
        }
        if (!(await change.stores.deviceGroups.add(id, deviceId))) return;
        await recordMember(deps, change, { group, deviceId, name: device.name, action: 'added' });
      }),
    removeMember: (actor, id, deviceId) =>
      changes.make(actor, async (change) => {
        const group = await requireOwn(change, id);
        const device = await readDevice(change, deviceId);
        if (!(await change.stores.deviceGroups.remove(id, deviceId))) return;
        await recordMember(deps, change, { group, deviceId, name: device.name, action: 'removed' });
      }),
  };
}

/** @throws ProblemFault `not-found` */
export async function readDeviceGroup(change: Pick<Change, 'stores'>, id: DeviceGroupId): Promise<ListedDeviceGroup> {
  const found = await change.stores.deviceGroups.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

interface Patching {
  readonly id: DeviceGroupId;
  readonly patch: DeviceGroupPatch;
  readonly check: (current: ListedDeviceGroup) => void;
}

async function patchGroup(
  { signals }: DeviceGroupsDeps,
  change: Change,
  { id, patch, check }: Patching,
): Promise<ListedDeviceGroup> {
  const current = await requireOwn(change, id);
  check(current);
  const next: ListedDeviceGroup = { ...current, ...definedOf(patch) };
  if (nameKey(next.name) !== nameKey(current.name)) await requireFreeName(change, next.name);
  if (next.site && !current.site) await requireNoOtherSite(change, id);
  await change.stores.deviceGroups.update(next);
  await change.audit({
    action: 'device-group.changed',
    target: targetOf(next),
    before: { name: current.name, site: current.site },
    after: { name: next.name, site: next.site },
  });
  await change.raiseRevision();
  await signals.membersChanged(change);
  return next;
}

/** How many are named in a refusal. */
const NAMED_MOST = 5;

async function requireNoOtherSite(change: Change, id: DeviceGroupId): Promise<void> {
  const elsewhere = await change.stores.deviceGroups.devicesInOtherSites(id);
  if (elsewhere.length === 0) return;
  const names = elsewhere.slice(0, NAMED_MOST).map(({ name }) => name);
  const more = elsewhere.length > names.length ? ', …' : '';
  const limit = { count: elsewhere.length, devices: `${names.join(', ')}${more}` };
  throw new ProblemFault('already-exists', [{ pointer: '/site', code: 'devices-in-other-sites', value: true, limit }]);
}

interface MemberRecord {
  readonly group: DeviceGroup;
  readonly deviceId: DeviceId;
  readonly name: string;
  readonly action: 'added' | 'removed';
}

async function recordMember(
  { signals }: DeviceGroupsDeps,
  change: Change,
  { group, deviceId, name, action }: MemberRecord,
): Promise<void> {
  const membership = { deviceId, deviceName: name };
  await change.audit({
    action: `device-group.member-${action}`,
    target: targetOf(group),
    before: action === 'added' ? null : membership,
    after: action === 'added' ? membership : null,
  });
  await change.raiseRevision();
  await signals.deviceChanged(change, deviceId);
}

async function requireOwn(change: Change, id: DeviceGroupId): Promise<ListedDeviceGroup> {
  if (id === ALL_DEVICES) throw new ProblemFault('built-in');
  return readDeviceGroup(change, id);
}

async function requireFreeName(change: Change, name: string): Promise<void> {
  if ((await change.stores.deviceGroups.findByName(name)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/name', code: 'taken', value: name }]);
}

function targetOf({ id, name }: DeviceGroup) {
  return { kind: 'device-group', id, name };
}
