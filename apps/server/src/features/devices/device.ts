import type { DeviceModel } from '@holdover/api';
import type { DeviceGroupId, DeviceId, Instant, Json, ProfileId } from '@holdover/kernel';

export interface Device {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: DeviceModel;
  readonly profileId: ProfileId;
  readonly address: string | null;
  readonly active: boolean;
  /** Of the printer's certificate that was approved: lower-case hexadecimal SHA-256 of its SPKI; null before any was. */
  readonly printerPin: string | null;
  readonly createdAt: Instant;
}

export interface ListedDevice extends Device {
  /** Without the built-in one, which every device is in. */
  readonly deviceGroups: readonly DeviceGroupId[];
}

/** As the audit log shows a device. */
export function auditForm({ name, model, profileId, address, active }: Device): Json {
  return { name, model, profileId, address, active };
}
