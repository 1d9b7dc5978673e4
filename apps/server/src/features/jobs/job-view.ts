import { attr, type JobState, type JobView } from '@holdover/ipp';
import type { Job } from './job.ts';
import { decodeTemplate } from './job-template.ts';
import type { Incoming } from './spool.ts';

/** A job as IPP shows it (RFC 8011 §5.3). */
export function viewOf(job: Job): JobView {
  const { state, stateReasons } = standing(job);
  return {
    id: job.number,
    // `job_` and a UUID.
    uuid: job.id.slice('job_'.length),
    name: job.name,
    userName: job.ownerName,
    state,
    stateReasons,
    createdAt: job.createdAt,
    processingAt: job.claim?.claimedAt,
    completedAt: job.endedAt ?? undefined,
    bytes: job.bytes,
    documents: 1,
    documentFormat: job.format,
    documentName: job.documentName ?? undefined,
    impressions: job.pages === null ? undefined : job.pages * job.copies,
    impressionsCompleted: job.impressions,
    sheetsCompleted: job.sheets,
    template: decodeTemplate(job.template),
    // An administrator may have given it another.
    more: [attr.integer('job-priority', job.priority)],
  };
}

/** Every state that is not `pending-held` keeps the queue of a CUPS client waiting for this job. */
function standing(job: Job): { readonly state: JobState; readonly stateReasons: readonly string[] } {
  switch (job.state) {
    case 'held':
      return { state: 'pending-held', stateReasons: [job.deviceId === null ? WAITS_FOR_OWNER : HELD] };
    case 'waiting':
      return { state: 'pending', stateReasons: [] };
    case 'printing':
      return {
        state: 'processing',
        stateReasons: job.cancelRequested ? ['job-printing', 'processing-to-stop-point'] : ['job-printing'],
      };
    case 'completed':
      return { state: 'completed', stateReasons: ['job-completed-successfully'] };
    case 'cancelled':
      return { state: 'canceled', stateReasons: ['job-canceled-by-user'] };
    case 'expired':
      return { state: 'canceled', stateReasons: ['job-canceled-by-operator'] };
    case 'failed':
      return { state: 'aborted', stateReasons: ['aborted-by-system'] };
  }
}

/** PWG 5100.11 §7.2. */
const WAITS_FOR_OWNER = 'job-release-wait';
const HELD = 'job-hold-until-specified';

/** One that waits for its document, or that never got it. */
export function openView({ number, uuid, ticket, createdAt }: Incoming, state: JobState, reason: string): JobView {
  return {
    id: number,
    uuid,
    name: ticket.name,
    userName: ticket.userName,
    state,
    stateReasons: [reason],
    createdAt,
    bytes: 0,
    documents: 0,
    impressionsCompleted: 0,
    sheetsCompleted: 0,
    template: ticket.template,
  };
}
