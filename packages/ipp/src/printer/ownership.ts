import { isTerminal } from '../registry/states.ts';
import type { JobContext } from './job-attributes.ts';
import type { JobView } from './jobs-port.ts';
import type { Arrival, Served } from './served.ts';
import type { Request } from './request.ts';

export const ANONYMOUS = 'anonymous';

export function userOf(request: Request, arrival: Arrival): string | undefined {
  return arrival.authenticatedUser ?? request.userName;
}

/** RFC 8011 §9.3: without authentication the name is a claim; it keeps honest clients apart, not dishonest ones. */
export function owns(job: JobView, request: Request, arrival: Arrival): boolean {
  return job.userName === (userOf(request, arrival) ?? ANONYMOUS);
}

export async function contextOf(served: Served, job: JobView, arrival: Arrival): Promise<JobContext> {
  if (served.jobs.countBefore === undefined) return contextAmong(served, job, await served.jobs.list(), arrival);
  return contextWith(served, await served.jobs.countBefore(job), arrival);
}

export function contextAmong(served: Served, job: JobView, all: readonly JobView[], arrival: Arrival): JobContext {
  const before = isTerminal(job.state) ? [] : all.filter((other) => other.id < job.id && !isTerminal(other.state));
  return contextWith(served, before.length, arrival);
}

function contextWith(served: Served, intervening: number, { printerUri }: Arrival): JobContext {
  return { printerUri, now: served.clock.wall(), upTime: served.upTime(), intervening };
}
