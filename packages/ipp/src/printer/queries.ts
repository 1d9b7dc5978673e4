import type { Message } from '../codec/message.ts';
import { GROUP } from '../codec/tags.ts';
import { attr } from '../model/attr.ts';
import { isTerminal } from '../registry/states.ts';
import type { Status } from '../registry/statuses.ts';
import { answer, group, success } from './answer.ts';
import { createdAttributes, hidden, jobAttributes, type JobContext } from './job-attributes.ts';
import type { JobsOf, JobView, Outcome } from './jobs-port.ts';
import { ANONYMOUS, contextAmong, contextOf, owns, userOf } from './ownership.ts';
import type { Arrival, Served } from './served.ts';
import { unsupportedOf } from './creation.ts';
import { isOperator } from './operators.ts';
import type { Request, RequestOf, Which } from './request.ts';
import { JOB_GROUPS, select } from './requested.ts';

/** Operations on one job: it must exist, and be the caller's unless that is an operator. */
export async function serveOnJob(
  served: Served,
  request: RequestOf<
    'Send-Document' | 'Close-Job' | 'Cancel-Job' | 'Hold-Job' | 'Release-Job' | 'Restart-Job' | 'Set-Job-Attributes'
  >,
  arrival: Arrival,
  act: (job: JobView) => Promise<Outcome<JobView | void>>,
): Promise<Message> {
  const job = await served.jobs.find(request.jobId);
  if (job === undefined) return noSuchJob(request);
  if (!owns(job, request, arrival) && !isOperator(served, request, arrival)) {
    return answer(request.message, 'client-error-not-authorized');
  }
  const done = await act(job);
  if (!done.ok) {
    const document = 'document' in request ? request.document : undefined;
    return answer(request.message, done.status, unsupportedOf(done.status, document), done.message);
  }
  if (done.value === undefined) return success(request.message);
  const attributes = createdAttributes(done.value, await contextOf(served, done.value, arrival));
  return success(request.message, [group(GROUP.job, attributes)]);
}

/** PWG 5100.11 §4.1, §4.2: all of the jobs meant are canceled, or none and those in the way are named. */
export async function serveCancelJobs(
  served: Served,
  request: RequestOf<'Cancel-Jobs' | 'Cancel-My-Jobs'>,
  arrival: Arrival,
): Promise<Message> {
  const { jobIds, operation } = request;
  const mine = operation === 'Cancel-My-Jobs' && jobIds === undefined;
  const all = await served.jobs.list(mine ? callersOf(request, arrival) : {});
  const may = (job: JobView): boolean =>
    owns(job, request, arrival) || (operation === 'Cancel-Jobs' && isOperator(served, request, arrival));
  const everybody = operation === 'Cancel-Jobs';
  const meant = all.filter(
    (job) => jobIds?.includes(job.id) ?? (!isTerminal(job.state) && (everybody || owns(job, request, arrival))),
  );
  const unknown = (jobIds ?? []).filter((id) => all.every((job) => job.id !== id));
  if (unknown.length > 0) return inTheWay(request, 'client-error-not-found', unknown);
  const foreign = meant.filter((job) => !may(job));
  if (foreign.length > 0) return inTheWay(request, 'client-error-not-authorized', idsOf(foreign));
  const over = meant.filter((job) => isTerminal(job.state));
  if (over.length > 0) return inTheWay(request, 'client-error-not-possible', idsOf(over));
  for (const job of meant) await served.jobs.cancel(job.id);
  return success(request.message);
}

function inTheWay(request: Request, status: Status, ids: readonly number[]): Message {
  return answer(request.message, status, [group(GROUP.unsupported, [attr.integer('job-ids', ids)])]);
}

function idsOf(jobs: readonly JobView[]): readonly number[] {
  return jobs.map(({ id }) => id);
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
  const all = await served.jobs.list(request.mine ? callersOf(request, arrival) : {});
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

function callersOf(request: Request, arrival: Arrival): JobsOf {
  return { userName: userOf(request, arrival) ?? ANONYMOUS };
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

/** `completed` and `not-completed` name groups of states (RFC 8011 §4.2.6.1), others one state (PWG 5100.11 §9.3). */
function isMeant(job: JobView, which: Which): boolean {
  if (which === 'all') return true;
  if (which === 'completed' || which === 'not-completed') return isTerminal(job.state) === (which === 'completed');
  return job.state === which;
}
