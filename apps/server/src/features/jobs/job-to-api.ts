import type { Job as ApiJob } from '@holdover/api';
import { toRfc3339, type Instant } from '@holdover/kernel';
import { isOver } from './job.ts';
import type { ListedDeviceJob, ListedJob } from './job-store.ts';

export function jobToApi({ job, queueName, deviceName, ownerExists }: ListedJob): ApiJob {
  const waits = job.state === 'held' || job.state === 'waiting';
  return {
    id: job.id,
    name: job.name,
    userId: ownerExists ? job.userId : null,
    ownerName: job.ownerName,
    waitsAt: 'server',
    queueId: job.queueId,
    queueName,
    deviceId: job.claim?.deviceId ?? job.deviceId,
    deviceName,
    state: job.state,
    format: job.format,
    bytes: job.bytes,
    pages: job.pages,
    copies: job.copies,
    color: job.color,
    sides: job.sides,
    priority: job.priority,
    impressions: job.impressions,
    createdAt: toRfc3339(job.createdAt),
    endedAt: timeOrNull(job.endedAt),
    expiresAt: waits ? toRfc3339(job.expiresAt) : null,
    reprintable: isOver(job) && job.documentKept,
  };
}

/** What a terminal does not tell of its jobs is as it most often is. */
export function deviceJobToApi(job: ListedDeviceJob): ApiJob {
  return {
    id: job.id,
    name: job.name,
    userId: job.ownerExists ? job.userId : null,
    ownerName: job.ownerName,
    waitsAt: 'device',
    queueId: null,
    queueName: null,
    deviceId: job.deviceId,
    deviceName: job.deviceName,
    state: job.state,
    format: job.format,
    bytes: job.bytes,
    pages: job.pages,
    copies: job.copies,
    color: job.color,
    sides: 'one-sided',
    priority: 50,
    impressions: 0,
    createdAt: toRfc3339(job.createdAt),
    endedAt: null,
    expiresAt: null,
    reprintable: false,
  };
}

const timeOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));
