import { makeId, type DeviceId, type Entropy, type Instant } from '@holdover/kernel';
import type { Queries } from '../database/database.ts';
import { NO_SCAN_TARGETS } from '../features/profiles/profile.ts';
import { openStores } from '../stores.ts';

interface StoredDevice {
  readonly name: string;
  readonly at: Instant;
  readonly entropy: Entropy;
}

/** A row of a device, with a profile of its own: nothing else knows of them. */
export async function storeDevice(queries: Queries, { name, at, entropy }: StoredDevice): Promise<DeviceId> {
  const stores = openStores(queries);
  const profileId = makeId('profile', at, entropy);
  await stores.profiles.create({
    id: profileId,
    name: `Profile of ${name}`,
    loginMethods: ['pin'],
    idleTimeoutSeconds: 60,
    maxSyncedUsers: 100,
    requireProtector: 'any',
    cardTransformation: null,
    ...NO_SCAN_TARGETS,
    actions: [],
    default: false,
    createdAt: at,
  });
  const id = makeId('device', at, entropy);
  await stores.devices.create({
    id,
    name,
    model: 'kyocera',
    profileId,
    address: null,
    active: true,
    printerPin: null,
    createdAt: at,
  });
  return id;
}
