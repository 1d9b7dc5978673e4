import type { newQueue, queuePatch } from '@holdover/api';
import { ALL_DEVICES, makeId, type Entropy, type QueueId } from '@holdover/kernel';
import type * as z from 'zod';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import { isSame } from '../audit/audit-log.ts';
import { definedOf } from '../users/users.ts';
import { auditForm, type Queue } from './queue.ts';

type QueuePatch = z.output<typeof queuePatch>;

export interface Queues {
  /** @throws ProblemFault `already-exists` for a path, `invalid-body` */
  create(actor: Actor, given: z.output<typeof newQueue>): Promise<Queue>;
  /** @throws ProblemFault as above */
  patch(actor: Actor, id: QueueId, patch: QueuePatch, check: (current: Queue) => void): Promise<Queue>;
  /** @throws ProblemFault `queue-holds-jobs` */
  delete(actor: Actor, id: QueueId, check: (current: Queue) => void): Promise<void>;
}

export interface QueuesDeps {
  readonly changes: Changes;
  readonly entropy: Entropy;
  /** Queues differ from now on; never rejects. */
  readonly onQueues: () => Promise<void>;
}

export function createQueues({ changes, entropy, onQueues }: QueuesDeps): Queues {
  /** Whoever asked finds the printers as the answer says. */
  const make = async <T>(actor: Actor, work: (change: Change) => Promise<T>): Promise<T> => {
    const made = await changes.make(actor, work);
    await onQueues();
    return made;
  };
  return {
    create: (actor, given) =>
      make(actor, async (change) => {
        const queue: Queue = { ...given, id: makeId('queue', change.at, entropy), createdAt: change.at };
        await requireFreePath(change, queue.path);
        await requireSound(change, queue);
        await change.stores.queues.create(queue);
        await change.audit({ action: 'queue.created', target: targetOf(queue), before: null, after: auditForm(queue) });
        return queue;
      }),

    patch: (actor, id, patch, check) =>
      make(actor, async (change) => {
        const current = await readQueue(change, id);
        check(current);
        const next: Queue = { ...current, ...definedOf(patch) };
        if (next.path !== current.path) await requireFreePath(change, next.path);
        await requireSound(change, next, current);
        const [before, after] = [auditForm(current), auditForm(next)];
        if (isSame(before, after)) return current;
        await change.stores.queues.update(next);
        await change.audit({ action: 'queue.changed', target: targetOf(next), before, after });
        return next;
      }),

    delete: (actor, id, check) =>
      make(actor, async (change) => {
        const current = await readQueue(change, id);
        check(current);
        if ((await change.stores.jobs.countLive([id])).size > 0) throw new ProblemFault('queue-holds-jobs');
        await change.stores.queues.delete(id);
        const before = auditForm(current);
        await change.audit({ action: 'queue.deleted', target: targetOf(current), before, after: null });
      }),
  };
}

/** @throws ProblemFault `not-found` */
export async function readQueue(change: Pick<Change, 'stores'>, id: QueueId): Promise<Queue> {
  const found = await change.stores.queues.read(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

function targetOf({ id, name }: Queue) {
  return { kind: 'queue', id, name };
}

async function requireFreePath(change: Change, path: string): Promise<void> {
  if ((await change.stores.queues.findByPath(path)) === undefined) return;
  throw new ProblemFault('already-exists', [{ pointer: '/path', code: 'taken', value: path }]);
}

/** A direct queue has a device, a pull queue none; what either names is there, or was when it was named. */
async function requireSound(change: Change, queue: Queue, before?: Queue): Promise<void> {
  const faults: FieldFault[] = [];
  if (queue.kind === 'direct' && queue.deviceId === null) faults.push({ pointer: '/deviceId', code: 'required' });
  if (queue.kind === 'pull' && queue.deviceId !== null) {
    faults.push({ pointer: '/deviceId', code: 'invalid', value: queue.deviceId });
  }
  if (queue.kind === 'direct' && queue.deviceGroups.length > 0) {
    faults.push({ pointer: '/deviceGroups', code: 'too-many', limit: { maxItems: 0 } });
  }
  const { deviceId } = queue;
  if (
    deviceId !== null &&
    deviceId !== before?.deviceId &&
    (await change.stores.devices.read(deviceId)) === undefined
  ) {
    faults.push({ pointer: '/deviceId', code: 'does-not-exist', value: deviceId });
  }
  for (const [index, group] of queue.deviceGroups.entries()) {
    const known = group === ALL_DEVICES || before?.deviceGroups.includes(group) === true;
    if (known || (await change.stores.deviceGroups.read(group)) !== undefined) continue;
    faults.push({ pointer: `/deviceGroups/${index}`, code: 'does-not-exist', value: group });
  }
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}
