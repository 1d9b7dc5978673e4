import type { Device, DeviceGroup } from '@holdover/api';

export interface Pickable {
  readonly device: Device;
  /** Name of the site that keeps it out of this one. */
  readonly otherSite: string | null;
}

/** What can be put into a group of what was found: not what is in it; and into a site nothing of another one. */
export function pickable(
  found: readonly Device[],
  group: Pick<DeviceGroup, 'id' | 'site'>,
  groups: readonly DeviceGroup[],
): readonly Pickable[] {
  const sites = new Map(groups.filter(({ site }) => site).map(({ id, name }) => [id, name]));
  return found
    .filter(({ deviceGroups }) => !deviceGroups.includes(group.id))
    .map((device) => {
      const sited = group.site ? device.deviceGroups.find((id) => sites.has(id)) : undefined;
      return { device, otherSite: sited === undefined ? null : (sites.get(sited) ?? null) };
    });
}
