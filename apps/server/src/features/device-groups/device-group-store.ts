import type { DeviceGroupId, DeviceId } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { DeviceGroup, ListedDeviceGroup } from './device-group.ts';

export interface DeviceGroupStore {
  create(group: DeviceGroup): Promise<void>;
  update(group: Pick<DeviceGroup, 'id' | 'name' | 'site'>): Promise<void>;
  /** Its devices stay. */
  delete(id: DeviceGroupId): Promise<void>;
  read(id: DeviceGroupId): Promise<ListedDeviceGroup | undefined>;
  /** Whatever its case. */
  findByName(name: string): Promise<DeviceGroup | undefined>;
  page(
    question: PageQuestion & { readonly q?: string | undefined; readonly site?: boolean | undefined },
  ): Promise<Page<ListedDeviceGroup>>;
  /** @returns whether the device was not in it before */
  add(id: DeviceGroupId, device: DeviceId): Promise<boolean>;
  /** @returns whether the device was in it */
  remove(id: DeviceGroupId, device: DeviceId): Promise<boolean>;
  /** Devices of this group that are also in another site, by name. */
  devicesInOtherSites(id: DeviceGroupId): Promise<readonly { readonly id: DeviceId; readonly name: string }[]>;
  /** The site a device is in. */
  siteOf(device: DeviceId): Promise<Pick<DeviceGroup, 'id' | 'name'> | undefined>;
}
