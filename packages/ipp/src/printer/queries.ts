import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { isTerminal } from '../registry/states.ts';
import { answer, group, success } from './answer.ts';
import { createdAttributes, hidden, jobAttributes, type JobContext } from './job-attributes.ts';
import type { JobView, Outcome } from './jobs-port.ts';
import { contextAmong, contextOf, owns } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import type { Request, RequestOf } from './request.ts';
import { JOB_GROUPS, select } from './requested.ts';

/** Operations on one job: it must exist and be the caller's. */
export async function serveOnJob(
  served: Served,
  request: RequestOf<'Send-Document' | 'Close-Job' | 'Cancel-Job'>,
  arrival: Arrival,
  act: () => Promise<Outcome<JobView | void>>,
): Promise<Message> {
  const job = await served.jobs.find(request.jobId);
  if (job === undefined) return noSuchJob(request);
  if (!owns(job, request, arrival)) return answer(request.message, 'client-error-not-authorized');
  const done = await act();
  if (!done.ok) return answer(request.message, done.status, [], done.message);
  if (done.value === undefined) return success(request.message);
  const attributes = createdAttributes(done.value, await contextOf(served, done.value, arrival));
  return success(request.message, [group(GROUP.job, attributes)]);
}

/** PWG 5100.11 §4.2: all of the jobs meant are canceled, or none. */
export async function serveCancelMine(
  served: Served,
  request: RequestOf<'Cancel-My-Jobs'>,
  arrival: Arrival,
): Promise<Message> {
  const all = await served.jobs.list();
  const { jobIds } = request;
  const meant = all.filter(
    (job) => jobIds?.includes(job.id) ?? (!isTerminal(job.state) && owns(job, request, arrival)),
  );
  if (jobIds !== undefined && meant.length < new Set(jobIds).size) return noSuchJob(request);
  if (meant.some((job) => !owns(job, request, arrival))) {
    return answer(request.message, 'client-error-not-authorized');
  }
  if (meant.some((job) => isTerminal(job.state))) return answer(request.message, 'client-error-not-possible');
  for (const job of meant) await served.jobs.cancel(job.id);
  return success(request.message);
}

export async function serveGetJob(
  served: Served,
  request: RequestOf<'Get-Job-Attributes'>,
  arrival: Arrival,
): Promise<Message> {
  const job = await served.jobs.find(request.jobId);
  if (job === undefined) return noSuchJob(request);
  const context = await contextOf(served, job, arrival);
  return success(request.message, [shown(job, context, request, arrival)]);
}

export async function serveGetJobs(served: Served, request: RequestOf<'Get-Jobs'>, arrival: Arrival): Promise<Message> {
  const all = await served.jobs.list();
  const { jobIds, firstId = 1 } = request;
  const meant = all
    .filter((job) => jobIds?.includes(job.id) ?? (job.id >= firstId && isMeant(job, request.which)))
    .filter((job) => !request.mine || owns(job, request, arrival));
  // RFC 8011 §4.2.6.2: completed jobs newest first, the others in the order they are to be done.
  const ordered = request.which === 'completed' ? meant.toReversed() : meant;
  const groups = ordered
    .slice(0, request.limit)
    .map((job) => shown(job, contextAmong(served, job, all, arrival), request, arrival));
  return success(request.message, groups);
}

function shown(
  job: JobView,
  context: JobContext,
  request: RequestOf<'Get-Jobs' | 'Get-Job-Attributes'>,
  arrival: Arrival,
): ReturnType<typeof group> {
  const all = jobAttributes(job, context);
  return group(GROUP.job, select(owns(job, request, arrival) ? all : hidden(all), request.requested, JOB_GROUPS));
}

function noSuchJob(request: Request): Message {
  return answer(request.message, 'client-error-not-found', [], 'there is no such job');
}

function isMeant(job: JobView, which: RequestOf<'Get-Jobs'>['which']): boolean {
  return which === 'all' || isTerminal(job.state) === (which === 'completed');
}
