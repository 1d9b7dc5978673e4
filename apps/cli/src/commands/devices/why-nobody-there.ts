import { ApiFault, getOfflineLogin, previewOfflineLogin, type ApiClient, type Device } from '@holdover/api';

const WHERE = 'console › Settings › Printers & Terminals › Offline Login › User Synchronization';
const ONLINE = 'Or let people log in there once online.';

/** Why a terminal that may hold people holds nobody, and what would change it: by the settings, where they may be read. */
export async function whyNobodyThere(
  api: ApiClient,
  { id, name }: Pick<Device, 'id' | 'name'>,
  leftOut: number,
): Promise<string> {
  const more = `Why one person cannot: holdover explain USER "${name}"`;
  return [...(await reasonsOf(api, id, leftOut)), ONLINE, more].join('\n');
}

async function reasonsOf(api: ApiClient, id: Device['id'], leftOut: number): Promise<readonly string[]> {
  try {
    const { userSync } = await api.call(getOfflineLogin, {});
    if (!userSync.enabled) return [`User Synchronization is off. Switch it on, and assign users: ${WHERE}`];
    if (leftOut > 0) return ['There are no places. Raise the number of synchronized users in its profile.'];
    const body = { assignments: userSync.assignments, deviceId: id };
    const { items } = await api.call(previewOfflineLogin, { body });
    const used = items.find(({ deviceId }) => deviceId === id)?.used ?? 0;
    if (used === 0) return [`Nobody is assigned to this device. Assign users: ${WHERE}`];
    return [
      'People are assigned, and its terminal has not confirmed them yet, or none has a PIN or ID card that fits.',
    ];
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return [`Nobody is synchronized there (whether settings say so, this token may not read). Assign users: ${WHERE}`];
  }
}
