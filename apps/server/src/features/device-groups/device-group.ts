import type { DeviceGroupId, Instant } from '@holdover/kernel';

/** A set of devices; a site is one that a device is in at most once. The built-in one has every device in it. */
export interface DeviceGroup {
  readonly id: DeviceGroupId;
  readonly name: string;
  readonly site: boolean;
  readonly builtIn: boolean;
  readonly createdAt: Instant;
}

export interface ListedDeviceGroup extends DeviceGroup {
  readonly members: number;
}
