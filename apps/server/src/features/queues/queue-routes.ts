import { createQueue, deleteQueue, getQueue, listQueues, patchQueue, type Queue as ApiQueue } from '@holdover/api';
import { toRfc3339, type QueueId } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import { sharedAbilities } from './queue-abilities.ts';
import { readQueue, type Queues } from './queues.ts';
import type { Queue } from './queue.ts';

export interface QueueRoutesDeps {
  readonly queues: Queues;
  readonly stores: Stores;
  /** As clients elsewhere reach it. */
  readonly queueUri: (path: string) => string;
}

export function addQueueRoutes(routes: RouteRegistrar, { queues, stores, queueUri }: QueueRoutesDeps): void {
  const toApi = (from: Stores, queue: Queue, waiting: ReadonlyMap<QueueId, number>): Promise<ApiQueue> =>
    queueToApi(from, queue, { uri: queueUri(queue.path), waitingJobs: waiting.get(queue.id) ?? 0 });
  const single = async (queue: Queue): Promise<ApiQueue> =>
    toApi(stores, queue, await stores.jobs.countLive([queue.id]));

  routes.add(listQueues, async ({ query }) => {
    const page = await stores.queues.page(query);
    const waiting = await stores.jobs.countLive(page.items.map(({ id }) => id));
    return { ...page, items: await Promise.all(page.items.map((queue) => toApi(stores, queue, waiting))) };
  });
  routes.add(createQueue, async ({ actor, body }) => single(await queues.create(actor, body)), { version });
  routes.add(getQueue, async ({ params }) => single(await readQueue({ stores }, params.id)), { version });
  routes.add(
    patchQueue,
    async ({ actor, params, body, requireMatch }) =>
      single(await queues.patch(actor, params.id, body, (current) => requireMatch(version(plain(current, queueUri))))),
    { version },
  );
  routes.add(deleteQueue, ({ actor, params, requireMatch }) =>
    queues.delete(actor, params.id, (current) => requireMatch(version(plain(current, queueUri)))),
  );
}

/** What an administrator edits: what waits, and what its devices can do, move by themselves. */
function version(queue: ApiQueue): ApiQueue {
  return { ...queue, formats: [], color: false, waitingJobs: 0 };
}

const plain = (queue: Queue, queueUri: (path: string) => string): ApiQueue =>
  written(queue, { uri: queueUri(queue.path), formats: [], color: false, waitingJobs: 0 });

async function queueToApi(
  { queues }: Stores,
  queue: Queue,
  shown: Pick<ApiQueue, 'uri' | 'waitingJobs'>,
): Promise<ApiQueue> {
  const { formats, color } = sharedAbilities(await queues.abilitiesAt(queue));
  return written(queue, { ...shown, formats: [...formats], color });
}

/** In the order of the contract: an ETag is taken of the text. */
function written(queue: Queue, shown: Pick<ApiQueue, 'uri' | 'formats' | 'color' | 'waitingJobs'>): ApiQueue {
  const { id, path, name, location, kind, ownerFrom, deviceGroups, deviceId, acceptingJobs, createdAt } = queue;
  return {
    id,
    path,
    name,
    location,
    kind,
    ownerFrom,
    deviceGroups: [...deviceGroups],
    deviceId,
    acceptingJobs,
    uri: shown.uri,
    formats: shown.formats,
    color: shown.color,
    waitingJobs: shown.waitingJobs,
    createdAt: toRfc3339(createdAt),
  };
}
