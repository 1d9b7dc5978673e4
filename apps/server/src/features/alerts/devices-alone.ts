import { ALL_DEVICES, minutes, seconds, type DeviceGroupId, type DeviceId, type Instant } from '@holdover/kernel';

/** A device in use, as far as F5 looks at it. */
export interface WatchedDevice {
  readonly deviceId: DeviceId;
  readonly lastContactAt: Instant | null;
  readonly groups: readonly { readonly id: DeviceGroupId; readonly site: boolean }[];
}

/** Contacts are written once a minute: two minutes away at least, for no restart's sake. */
const AWAY_AFTER = minutes(3);
/** That minute, and a heartbeat or two. */
const THERE_WITHIN = seconds(90);

/**
 * F5: devices that are away while at least half of their neighbours are there: a pulled cable, not an outage. Neighbours are the
 * devices of its site, or where it stands in none, of its device groups. A device that never was there is not missed.
 * @param since when this server began to look: after its own absence everybody comes back in their own time (C3)
 */
export function devicesAlone(devices: readonly WatchedDevice[], now: Instant, since: Instant): readonly DeviceId[] {
  const members = new Map<DeviceGroupId, WatchedDevice[]>();
  for (const device of devices) {
    for (const { id } of device.groups) {
      const known = members.get(id);
      if (known === undefined) members.set(id, [device]);
      else known.push(device);
    }
  }
  const age = ({ lastContactAt }: WatchedDevice): number => (lastContactAt === null ? Infinity : now - lastContactAt);
  return devices
    .filter((device) => device.lastContactAt !== null && Math.min(age(device), now - since) >= AWAY_AFTER)
    .filter((device) => {
      const neighbours = neighboursOf(device, members);
      const there = neighbours.filter((neighbour) => age(neighbour) <= THERE_WITHIN).length;
      return there > 0 && there * 2 >= neighbours.length;
    })
    .map(({ deviceId }) => deviceId);
}

function neighboursOf(
  device: WatchedDevice,
  members: ReadonlyMap<DeviceGroupId, readonly WatchedDevice[]>,
): readonly WatchedDevice[] {
  const site = device.groups.filter((group) => group.site);
  const groups = site.length > 0 ? site : device.groups.filter(({ id }) => id !== ALL_DEVICES);
  const found = new Set(groups.flatMap(({ id }) => members.get(id) ?? []));
  found.delete(device);
  return [...found];
}
