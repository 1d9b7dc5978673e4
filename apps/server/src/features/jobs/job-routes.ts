import { cancelJob, deleteJob, getJob, listJobs, patchJob, releaseJob, type Job as ApiJob } from '@holdover/api';
import type { Instant, JobId } from '@holdover/kernel';
import { cursorAfter, type Page } from '../../database/page.ts';
import { timeRangeOf } from '../../database/time-range.ts';
import type { RouteRegistrar } from '../../http/call.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { deviceJobToApi, jobToApi } from './job-to-api.ts';
import type { JobQuestion } from './job-store.ts';
import type { Jobs } from './jobs.ts';

export interface JobRoutesDeps {
  readonly jobs: Jobs;
  readonly stores: Stores;
}

export function addJobRoutes(routes: RouteRegistrar, { jobs, stores }: JobRoutesDeps): void {
  const ofServer = async (id: JobId): Promise<ApiJob> => {
    const found = await stores.jobs.list(id);
    if (found === undefined) throw new ProblemFault('not-found');
    return jobToApi(found);
  };
  routes.add(listJobs, async ({ query: { over, waitsAt, ...question } }) => {
    const wanted = { ...question, ...timeRangeOf(question), over: over === undefined ? undefined : over === 'true' };
    const page = await pageOfBoth(stores, wanted, waitsAt);
    return { ...page, items: [...page.items] };
  });
  routes.add(getJob, async ({ params }) => {
    const atDevice = await stores.deviceJobs.list(params.id);
    return atDevice === undefined ? ofServer(params.id) : deviceJobToApi(atDevice);
  });
  routes.add(patchJob, async ({ actor, params, body, requireMatch }) => {
    await jobs.patch(actor, params.id, body, (current) => requireMatch(jobToApi(current)));
    return ofServer(params.id);
  });
  routes.add(
    releaseJob,
    async ({ actor, params, body }) => {
      await jobs.release(actor, params.id, body.deviceId);
      return ofServer(params.id);
    },
    { location },
  );
  routes.add(
    cancelJob,
    async ({ actor, params }) => {
      await jobs.cancel(actor, params.id);
      return ofServer(params.id);
    },
    { location },
  );
  routes.add(deleteJob, ({ actor, params, requireMatch }) =>
    jobs.delete(actor, params.id, (current) => requireMatch(jobToApi(current))),
  );
}

/** Where to see what became of it. */
const location = ({ id }: ApiJob): string => `/jobs/${id}`;

const NOTHING = { items: [], nextCursor: null };
const STANDARD_SORT = '-createdAt';

/** Jobs of the server and of devices are two tables and one list: each is asked for a page, and what comes first is shown. */
async function pageOfBoth(
  { jobs, deviceJobs }: Stores,
  question: JobQuestion,
  waitsAt: ApiJob['waitsAt'] | undefined,
): Promise<Page<ApiJob>> {
  const onServer = waitsAt === 'device' ? NOTHING : await jobs.page(question);
  const { queueId, over, ...ofDevices } = question;
  const skipDevices = waitsAt === 'server' || queueId !== undefined || over === true;
  const atDevices = skipDevices ? NOTHING : await deviceJobs.page(ofDevices);
  const sort = question.sort ?? STANDARD_SORT;
  const found: readonly Placed[] = [
    ...onServer.items.map((listed) => ({ at: listed.job.createdAt, id: listed.job.id, api: jobToApi(listed) })),
    ...atDevices.items.map((listed) => ({ at: listed.createdAt, id: listed.id, api: deviceJobToApi(listed) })),
  ];
  const items = found
    .toSorted((a, b) => (sort.startsWith('-') ? compare(b, a) : compare(a, b)))
    .slice(0, question.limit);
  const last = items.at(-1);
  const more = found.length > items.length || onServer.nextCursor !== null || atDevices.nextCursor !== null;
  return {
    items: items.map(({ api }) => api),
    nextCursor: more && last !== undefined ? cursorAfter({ sort, value: last.at, id: last.id }) : null,
  };
}

interface Placed {
  readonly at: Instant;
  readonly id: JobId;
  readonly api: ApiJob;
}

const compare = (a: Placed, b: Placed): number => a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
