import { hours, instant, later, makeId, type Instant, type QueueId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import type { Job } from '../features/jobs/job.ts';
import type { Queue } from '../features/queues/queue.ts';
import type { User } from '../features/users/user.ts';

const entropy = createSeededEntropy('sample-job');
export const SAMPLE_TIME: Instant = instant(1_790_000_000_000);
let number = 0;

export function sampleJob(queueId: QueueId, more: Partial<Job> = {}): Job {
  const createdAt = more.createdAt ?? SAMPLE_TIME;
  return {
    id: makeId('job', createdAt, entropy),
    number: ++number,
    version: 1,
    queueId,
    name: 'Minutes',
    ownerName: 'ada',
    userId: null,
    state: 'held',
    template: 'AQID',
    format: 'application/pdf',
    documentName: null,
    bytes: 3_000,
    pages: 2,
    copies: 1,
    color: false,
    sides: 'one-sided',
    priority: 50,
    deviceId: null,
    claim: null,
    cancelRequested: false,
    impressions: 0,
    sheets: 0,
    createdAt,
    endedAt: null,
    expiresAt: later(createdAt, hours(24)),
    documentKept: true,
    ...more,
  };
}

export function sampleQueue(path: string, more: Partial<Queue> = {}): Queue {
  return {
    id: makeId('queue', SAMPLE_TIME, entropy),
    path,
    name: path,
    location: '',
    kind: 'pull',
    ownerFrom: 'user-name',
    deviceGroups: [],
    deviceId: null,
    acceptingJobs: true,
    createdAt: SAMPLE_TIME,
    ...more,
  };
}

export function sampleUser(userName: string, more: Partial<User> = {}): User {
  return {
    id: makeId('user', SAMPLE_TIME, entropy),
    userName,
    fullName: '',
    email: null,
    language: null,
    color: true,
    enabled: true,
    sourceId: null,
    externalId: null,
    createdAt: SAMPLE_TIME,
    ...more,
  };
}
