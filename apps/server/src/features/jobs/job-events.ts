import { milliseconds, type Cancel, type Clock, type JobId, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { EventHub } from '../../events/event-hub.ts';
import type { Stores } from '../../stores.ts';
import type { Job } from './job.ts';
import type { JobSignals } from './job-signals.ts';
import { jobToApi } from './job-to-api.ts';

export interface JobEventsDeps {
  readonly signals: JobSignals;
  readonly stores: Stores;
  readonly hub: EventHub;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** A morning's jobs come by the thousand: readers hear of the last few of a moment, and that is enough to look again. */
const PAUSE = milliseconds(500);
const TOLD_MOST = 20;

/** `job.changed`, told and not waited for. @returns ends it */
export function startJobEvents({ signals, stores, hub, clock, logger }: JobEventsDeps): Cancel {
  let changed = new Map<JobId, Job>();
  let cancel: Cancel | undefined;

  const tell = async (jobs: readonly Job[]): Promise<void> => {
    for (const job of jobs) {
      const listed = await stores.jobs.list(job.id);
      const gone = { job, queueName: null, deviceName: null, ownerExists: false };
      hub.publish({ name: 'job.changed', data: jobToApi(listed ?? gone) });
    }
  };
  const unwatch = signals.watch((job) => {
    changed.delete(job.id);
    changed.set(job.id, job);
    cancel ??= clock.after(PAUSE, () => {
      cancel = undefined;
      const last = [...changed.values()].slice(-TOLD_MOST);
      changed = new Map();
      tell(last).catch((error: unknown) => logger.error('A job was not told', { error: describeError(error) }));
    });
  });
  return () => {
    unwatch();
    cancel?.();
  };
}
