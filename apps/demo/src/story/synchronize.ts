import { DEFAULT_OFFLINE_LOGIN, offlineUsers, putOfflineLogin } from '@holdover/api';
import { ALL_DEVICES, ALL_USERS } from '@holdover/kernel';
import { waitUntil } from '../wait-until.ts';
import { hasOfflineLogin, type StagedDevice, type World } from '../world/world.ts';
import { PATIENCE } from './step.ts';

/** User Synchronization of everybody to every device, and every terminal has acknowledged it. */
export async function synchronizeEverybody(world: World): Promise<string> {
  const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };
  const userSync = { enabled: true, intervalHours: 4, assignments: [everybody] };
  await world.api.call(putOfflineLogin, { query: { reset: 'true' }, body: { ...DEFAULT_OFFLINE_LOGIN, userSync } });
  const devices = world.devices.filter(hasOfflineLogin);
  await Promise.all(devices.map((device) => waitForUsers(world, device)));
  const names = devices.map(({ name }) => name).join(', ');
  return `${names} can each log in ${world.users.length} users by PIN and by ID card without the server`;
}

async function waitForUsers({ api, users }: World, device: StagedDevice): Promise<void> {
  await waitUntil(`${device.name} to hold its ${users.length} users`, PATIENCE, async () => {
    const { items } = await api.call(offlineUsers, { params: { id: device.id } });
    const complete = users.every(({ userName }) => {
      const methods = items.find((item) => item.userName === userName)?.methods ?? [];
      return methods.includes('pin') && methods.includes('card');
    });
    return complete ? true : undefined;
  });
}
