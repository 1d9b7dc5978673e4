export type DeviceModelName = 'kyocera' | 'ricoh' | 'canon' | 'generic' | 'other';

export interface DeviceModel {
  readonly name: DeviceModelName;
  /** As shown in lists; a vendor's own name is not translated. */
  readonly vendor: string;
  /** A3: whether anybody may ever be cached at such a device. */
  readonly offlineLogin: boolean;
  /** B2: the most a profile's `maxSyncedUsers` can reach there. */
  readonly mostSyncedUsers: number;
}

/** A3 as data: a new kind of device is a new row. */
export const DEVICE_MODELS: Readonly<Record<DeviceModelName, DeviceModel>> = {
  kyocera: { name: 'kyocera', vendor: 'Kyocera', offlineLogin: true, mostSyncedUsers: 10_000 },
  ricoh: { name: 'ricoh', vendor: 'Ricoh', offlineLogin: true, mostSyncedUsers: 10_000 },
  canon: { name: 'canon', vendor: 'Canon', offlineLogin: true, mostSyncedUsers: 10_000 },
  generic: { name: 'generic', vendor: 'IPP Everywhere', offlineLogin: true, mostSyncedUsers: 10_000 },
  other: { name: 'other', vendor: 'Other', offlineLogin: false, mostSyncedUsers: 0 },
};

/** B2: how many users synchronization may put on such a device under a profile that asks for `maxSyncedUsers`. */
export function syncedUsersCap(model: DeviceModel, maxSyncedUsers: number): number {
  return model.offlineLogin ? Math.min(maxSyncedUsers, model.mostSyncedUsers) : 0;
}
