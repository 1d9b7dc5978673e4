import { userInfo } from 'node:os';
import { basename } from 'node:path';
import { createQueue, listJobs, releaseJob } from '@holdover/api';
import { seconds, type DeviceId, type QueueId } from '@holdover/kernel';
import { waitUntil } from '@holdover/testbed/peers';
import { startFleet, type Fleet } from '../support/fleet.ts';
import type { StartTarget } from './suite-targets.ts';

/** A server with one device, and as many queues as suites ask for. */
export interface ServerTargets {
  /** A pull queue by the last part of `folder`. */
  readonly start: StartTarget;
  close(): Promise<void>;
}

export async function startServerTargets(dir: string): Promise<ServerTargets> {
  const fleet = await startFleet({ dir, tlsQueues: true });
  // Who ipptool says it is.
  await fleet.addPerson({ userName: userInfo().username });
  const station = await fleet.run(await fleet.addStation('kyocera'));
  await waitUntil('the link', async () => (await station.panel.state()).link === 'online');
  return {
    async start(folder, released) {
      const path = basename(folder)
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-');
      const queue = await fleet.api.call(createQueue, {
        body: { path, name: path, kind: 'pull', ownerFrom: 'user-name' },
      });
      let open = true;
      const releasing = released ? releaseFirst(fleet, queue.id, station.id, () => open) : undefined;
      return {
        uri: fleet.server.queueUri(path),
        async close() {
          open = false;
          await releasing;
        },
      };
    },
    close: () => fleet.close(),
  };
}

async function releaseFirst(fleet: Fleet, queueId: QueueId, deviceId: DeviceId, isOpen: () => boolean): Promise<void> {
  await waitUntil(
    'a job to be released',
    async () => {
      if (!isOpen()) return true;
      const { items } = await fleet.api.call(listJobs, { query: { queueId, state: 'held', limit: 100 } });
      const first = items.at(-1);
      if (first === undefined) return false;
      await fleet.api.call(releaseJob, { params: { id: first.id }, body: { deviceId } });
      return true;
    },
    seconds(120),
  );
}
