import { listActivities, listSessions, type Activity, type ApiClient } from '@holdover/api';
import type { DeviceId } from '@holdover/kernel';
import { waitUntil } from '../wait-until.ts';
import { readPrinted } from '../world/printed.ts';
import type { StagedDevice, World } from '../world/world.ts';
import { notHeld, PATIENCE } from './step.ts';

export async function drainJournals({ devices }: World): Promise<string> {
  await Promise.all(
    devices.map(({ name, panel }) =>
      waitUntil(`the journal of ${name} to arrive`, PATIENCE, async () =>
        (await panel.state()).journalBacklog === 0 ? true : undefined,
      ),
    ),
  );
  return 'the server has acknowledged every record of every terminal';
}

/** F3, F4: what is booked is what lay in the tray, job by job, and no page twice. */
export async function accountingEqualsPaper({ api, devices }: World): Promise<string> {
  const totals = await Promise.all(devices.map((device) => comparePages(api, device)));
  const pages = totals.reduce((sum, total) => sum + total.pages, 0);
  const offline = totals.reduce((sum, total) => sum + total.offline, 0);
  if (offline === 0) throw notHeld('no page is booked as printed offline');
  return `${pages} pages on paper, ${pages} booked, ${offline} of them offline under No Project`;
}

/** F3: idempotent. Everything kept is sent again, and nothing differs afterwards. */
export async function repeatUpload({ api, devices }: World): Promise<string> {
  const before = await booked(api);
  const sent = await Promise.all(devices.map((device) => device.repeatUpload()));
  const records = sent.reduce((sum, count) => sum + count, 0);
  if (records === 0) throw notHeld('no record was sent again');
  if ((await booked(api)) !== before) throw notHeld('the books differ after the same records came again');
  return `${records} records sent again, nothing changed`;
}

/**
 * A release names its job at the printer by the activity (F4), so each line of paper has its own booking.
 * @returns pages of the device, and how many of them in offline mode
 */
async function comparePages(api: ApiClient, device: StagedDevice): Promise<{ pages: number; offline: number }> {
  const onPaper = await readPrinted(device.outDir);
  const activities = await activitiesOf(api, device.id);
  if (activities.length !== onPaper.length) {
    throw notHeld(`${device.name}: ${onPaper.length} jobs on paper, ${activities.length} booked`);
  }
  for (const { jobName, impressions } of onPaper) {
    const activity = activities.find(({ id }) => jobName.includes(id));
    if (activity === undefined) throw notHeld(`${device.name}: the job ${jobName} is not booked`);
    if (activity.impressions !== impressions) {
      throw notHeld(`${device.name}: ${impressions} pages on paper, ${activity.impressions} booked for ${jobName}`);
    }
  }
  const pagesOf = (list: readonly Activity[]): number => list.reduce((sum, { impressions }) => sum + impressions, 0);
  return { pages: pagesOf(activities), offline: pagesOf(activities.filter(({ mode }) => mode === 'offline')) };
}

async function activitiesOf(api: ApiClient, deviceId: DeviceId): Promise<readonly Activity[]> {
  const { items } = await api.call(listActivities, { query: { deviceId, limit: 1_000 } });
  return items.filter(({ kind }) => kind === 'print' || kind === 'copy');
}

/** The books as one text. */
async function booked(api: ApiClient): Promise<string> {
  const activities = await api.call(listActivities, { query: { limit: 1_000 } });
  const sessions = await api.call(listSessions, { query: { limit: 1_000 } });
  return JSON.stringify([activities.items, sessions.items]);
}
