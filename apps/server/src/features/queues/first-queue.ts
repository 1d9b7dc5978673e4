import { makeId, type Entropy } from '@holdover/kernel';
import { SYSTEM } from '../../actor.ts';
import type { Changes } from '../../changes/change.ts';
import { auditForm, type Queue } from './queue.ts';

/** Set once the first queue was made: who deletes it is not given it again. */
const MADE = 'first-queue';

/**
 * G2: on a server that others reach people sign in to print; on one that listens to its own machine alone the name they give is
 * believed, so that it can be tried out at once (ADR 18).
 */
export async function ensureFirstQueue(
  changes: Changes,
  entropy: Entropy,
  reach: 'this-machine' | 'network',
): Promise<void> {
  await changes.make(SYSTEM, async (change) => {
    const { stores, at } = change;
    if ((await stores.settings.read(MADE)) !== undefined) return;
    await stores.settings.write(MADE, { reach });
    if ((await stores.queues.all()).length > 0) return;
    const queue: Queue = {
      id: makeId('queue', at, entropy),
      path: 'pull',
      name: 'Pull print',
      location: '',
      kind: 'pull',
      ownerFrom: reach === 'this-machine' ? 'user-name' : 'authenticated',
      deviceGroups: [],
      deviceId: null,
      acceptingJobs: true,
      createdAt: at,
    };
    await stores.queues.create(queue);
    const target = { kind: 'queue', id: queue.id, name: queue.name };
    await change.audit({ action: 'queue.created', target, before: null, after: auditForm(queue) });
  });
}
