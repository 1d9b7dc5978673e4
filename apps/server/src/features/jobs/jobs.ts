import { hours, later, type DeviceId, type Instant, type JobId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Queue } from '../queues/queue.ts';
import { readSpooling } from '../settings/settings.ts';
import { contended } from './change-job.ts';
import { isOver, type Job } from './job.ts';
import { cancelled, held, letGo, type Step } from './job-steps.ts';
import type { ListedJob } from './job-store.ts';
import type { Spool } from './spool.ts';

interface JobPatch {
  readonly priority?: number | undefined;
  readonly held?: boolean | undefined;
}

/** What administrators do with jobs on the server. */
export interface Jobs {
  /** @throws ProblemFault `not-found`, `job-in-print`, `job-over` */
  patch(actor: Actor, id: JobId, patch: JobPatch, check: (current: ListedJob) => void): Promise<void>;
  /** @throws ProblemFault as above, `invalid-body`, `job-not-printable`, `job-owner-unknown` */
  release(actor: Actor, id: JobId, deviceId: DeviceId): Promise<void>;
  /** @throws ProblemFault `not-found`, `job-over` */
  cancel(actor: Actor, id: JobId): Promise<void>;
  /** @throws ProblemFault `not-found`, `job-in-print` */
  delete(actor: Actor, id: JobId, check: (current: ListedJob) => void): Promise<void>;
}

export interface JobsDeps {
  readonly changes: Changes;
  readonly spool: Spool;
}

export function createJobs({ changes, spool }: JobsDeps): Jobs {
  const act = (actor: Actor, id: JobId, action: string, step: (job: ListedJob, change: Change) => Promise<Step>) =>
    changes.make(actor, async (change) => {
      const listed = await readJob(change, id);
      const was = listed.job;
      const next = await step(listed, change);
      if (next === 'same') return;
      if (next === 'refused') throw new ProblemFault(was.state === 'printing' ? 'job-in-print' : 'job-over');
      // A terminal may be faster: then whoever asked looks again.
      if (!(await change.stores.jobs.replace(was, next))) throw contended();
      await change.audit({ action, target: targetOf(was), before: auditForm(was), after: auditForm(next) });
      change.afterCommit(() => spool.changed(was, next));
    });
  return {
    patch: (actor, id, patch, check) =>
      act(actor, id, 'job.changed', async (listed, { stores }) => {
        check(listed);
        const queue = await stores.queues.read(listed.job.queueId);
        return patched(listed.job, patch, queue ?? { kind: 'pull' });
      }),
    release: (actor, id, deviceId) =>
      act(actor, id, 'job.released', async ({ job }, change) => {
        if (job.state === 'printing' || (isOver(job) && !job.documentKept)) return 'refused';
        await requirePrinting(change, deviceId);
        await requireOwner(change, job);
        const { retentionHours } = await readSpooling(change.stores.settings);
        return released(job, deviceId, later(change.at, hours(retentionHours)));
      }),
    cancel: (actor, id) => act(actor, id, 'job.cancelled', async ({ job }, { at }) => cancelled(job, at)),
    delete: (actor, id, check) =>
      changes.make(actor, async (change) => {
        const listed = await readJob(change, id);
        check(listed);
        const was = listed.job;
        if (was.state === 'printing') throw new ProblemFault('job-in-print');
        await change.stores.jobs.delete(id);
        await change.audit({ action: 'job.deleted', target: targetOf(was), before: auditForm(was), after: null });
        change.afterCommit(() => spool.deleted(was));
      }),
  };
}

/** @throws ProblemFault `not-found`, also for one in the spool of a device */
async function readJob({ stores }: Pick<Change, 'stores'>, id: JobId): Promise<ListedJob> {
  const found = await stores.jobs.list(id);
  if (found === undefined) throw new ProblemFault('not-found');
  return found;
}

function patched(job: Job, { priority, held: isHeld }: JobPatch, queue: Pick<Queue, 'kind'>): Step {
  if (job.state !== 'held' && job.state !== 'waiting') return 'refused';
  const urgent: Job = priority === undefined ? job : { ...job, priority };
  const step = isHeld === undefined ? 'same' : isHeld ? held(urgent, queue) : letGo(urgent, queue);
  if (step !== 'same') return step;
  return urgent.priority === job.priority ? 'same' : urgent;
}

function released(job: Job, deviceId: DeviceId, expiresAt: Instant): Step {
  if (job.state === 'waiting' && job.deviceId === deviceId) return 'same';
  const again = isOver(job) ? { endedAt: null, expiresAt } : {};
  return { ...job, ...again, state: 'waiting', deviceId, claim: null, impressions: 0, sheets: 0 };
}

async function requirePrinting({ stores, queries }: Change, deviceId: DeviceId): Promise<void> {
  const device = await stores.devices.read(deviceId);
  if (device === undefined) {
    throw new ProblemFault('invalid-body', [{ pointer: '/deviceId', code: 'does-not-exist', value: deviceId }]);
  }
  const terminal = await queries
    .selectFrom('terminal')
    .select('id')
    .where('deviceId', '=', deviceId)
    .where('revokedAt', 'is', null)
    .executeTakeFirst();
  if (!device.active || terminal === undefined) throw new ProblemFault('job-not-printable');
}

/** G5, and B7: what comes out is somebody's who may print it. */
async function requireOwner({ stores }: Change, { userId, color }: Job): Promise<void> {
  const owner = userId === null ? undefined : await stores.users.read(userId);
  if (owner === undefined) throw new ProblemFault('job-owner-unknown');
  if (!owner.enabled || (color === true && !owner.color)) throw new ProblemFault('job-not-printable');
}

function targetOf({ id, name }: Job) {
  return { kind: 'job', id, name };
}

/** Without the template: what was printed is nobody's business here. */
function auditForm({ state, priority, deviceId, ownerName, queueId, cancelRequested }: Job) {
  return { state, priority, deviceId, ownerName, queueId, cancelRequested };
}
