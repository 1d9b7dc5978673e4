import { ALL_DEVICES, type DeviceGroupId, type DeviceId, type GroupId, type UserId } from '@holdover/kernel';

/** A1: one row of `userSync.assignments`; every user named or grouped here is wanted at every device named or grouped here. */
export interface AssignmentRow {
  readonly devices: readonly DeviceId[];
  readonly deviceGroups: readonly DeviceGroupId[];
  readonly users: readonly UserId[];
  readonly groups: readonly GroupId[];
  /** B2: within a group, recent users of the device come first. */
  readonly rankByUse: boolean;
}

export interface AssignedDevice {
  readonly id: DeviceId;
  /** The device groups it is in; the built-in one need not be listed. */
  readonly groups: readonly DeviceGroupId[];
}

export function coversDevice(row: AssignmentRow, device: AssignedDevice): boolean {
  return (
    row.devices.includes(device.id) ||
    row.deviceGroups.some((group) => group === ALL_DEVICES || device.groups.includes(group))
  );
}
