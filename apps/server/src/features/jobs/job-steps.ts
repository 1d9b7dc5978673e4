import { changedTemplate, type JobChanges } from '@holdover/ipp';
import type { Instant } from '@holdover/kernel';
import type { Queue } from '../queues/queue.ts';
import { ended, isOver, type Job } from './job.ts';
import { asksToHold, colorOf, decodeTemplate, templateColumns } from './job-template.ts';

/** What somebody asked of a job leads to: how it is then, `same` where it is so already, `refused` where it cannot be. */
export type Step = Job | 'same' | 'refused';

/** In print, its terminal is told and stops it (G4c). */
export function cancelled(job: Job, now: Instant): Step {
  if (isOver(job)) return 'refused';
  if (job.state !== 'printing') return ended(job, 'cancelled', now);
  return job.cancelRequested ? 'same' : { ...job, cancelRequested: true };
}

/** Where an administrator had sent it to another device, it waits for its owner again. */
export function held(job: Job, { kind }: Pick<Queue, 'kind'>): Step {
  if (job.state === 'held') return 'same';
  if (job.state !== 'waiting') return 'refused';
  return { ...job, state: 'held', deviceId: kind === 'direct' ? job.deviceId : null };
}

/** A job that waits for its owner goes on waiting for its owner; so does one of nobody known (G2). */
export function letGo(job: Job, { kind }: Pick<Queue, 'kind'>): Step {
  if (job.state === 'waiting') return 'same';
  if (job.state !== 'held') return 'refused';
  return kind === 'direct' && job.userId !== null ? { ...job, state: 'waiting' } : 'same';
}

/** Restart-Job: a printed job whose document was kept waits as it did when it came in. */
export function restarted(job: Job, { kind }: Pick<Queue, 'kind'>, again: { held: boolean; expiresAt: Instant }): Step {
  if (!isOver(job) || !job.documentKept) return 'refused';
  const waits: Job = { ...job, state: 'held', claim: null, impressions: 0, sheets: 0, endedAt: null };
  const next = { ...waits, expiresAt: again.expiresAt, deviceId: kind === 'direct' ? job.deviceId : null };
  const free = again.held ? 'same' : letGo(next, { kind });
  return typeof free === 'string' ? next : free;
}

/** Set-Job-Attributes. */
export function withAttributes(job: Job, changes: JobChanges, queue: Pick<Queue, 'kind'>): Step {
  if (job.state !== 'held' && job.state !== 'waiting') return 'refused';
  const before = decodeTemplate(job.template);
  const template = changedTemplate(before, changes);
  const wasBlack = colorOf(before, true) === false;
  // Of a document that was to be black it is not known any more whether it has colours.
  const color = colorOf(template, wasBlack ? null : job.color);
  const next: Job = { ...job, ...templateColumns(template), color, name: changes.name ?? job.name };
  if (!changes.template.some(({ name }) => name === 'job-hold-until')) return next;
  const step = asksToHold(template) ? held(next, queue) : letGo(next, queue);
  return typeof step === 'string' ? next : step;
}
