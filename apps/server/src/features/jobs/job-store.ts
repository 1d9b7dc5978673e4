import type {
  ActivityId,
  DeviceGroupId,
  DeviceId,
  Instant,
  JobId,
  QueueId,
  TerminalId,
  UserId,
} from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { TimeRange } from '../../database/time-range.ts';
import type { Job } from './job.ts';

/** With who owns it, as far as printing asks. */
export interface OwnedJob {
  readonly job: Job;
  readonly owner: { readonly id: UserId; readonly userName: string; readonly color: boolean };
}

/** In time by when they came. */
export interface JobQuestion extends PageQuestion, TimeRange {
  readonly q?: string | undefined;
  readonly userId?: UserId | undefined;
  readonly queueId?: QueueId | undefined;
  readonly deviceId?: DeviceId | undefined;
  readonly state?: string | undefined;
  readonly over?: boolean | undefined;
}

export interface QueueJobsQuestion {
  readonly over: boolean;
  /** As the client gave it. */
  readonly ownerName?: string | undefined;
  readonly limit: number;
}

/** A job with names for lists; null for what was deleted. */
export interface ListedJob {
  readonly job: Job;
  readonly queueName: string | null;
  /** Of where it waits, prints or was printed. */
  readonly deviceName: string | null;
  readonly ownerExists: boolean;
}

export interface SpoolUse {
  /** That wait or print. */
  readonly jobs: number;
  /** Of all documents kept. */
  readonly bytes: number;
}

/** The rows of the server's spool. What they go through is in job.ts; who changes one says which version was looked at. */
export interface JobStore {
  /** Numbers that nobody was given before and nobody else gets. @returns the first of `count` */
  takeNumbers(count: number): Promise<number>;
  insertMany(jobs: readonly Job[]): Promise<void>;
  read(id: JobId): Promise<Job | undefined>;
  findByNumber(queueId: QueueId, number: number): Promise<Job | undefined>;
  /** Whatever its state. */
  ofActivity(activityId: ActivityId): Promise<Job | undefined>;
  /**
   * Of several at once, one succeeds.
   * @param was as read; `next` keeps its version
   * @returns false where it was changed or deleted since
   */
  replace(was: Job, next: Job): Promise<boolean>;
  delete(id: JobId): Promise<void>;

  /**
   * What an enabled user may release at a device, newest first: pull queues whose device groups have it (G1), without colour jobs
   * of who may not print in colour (G5). Jobs of an owner who was unknown are bound first (G2).
   */
  heldFor(userId: UserId, deviceGroups: readonly DeviceGroupId[], limit: number): Promise<readonly OwnedJob[]>;
  /** What a device is to print without anybody there, in that order: by priority, then age. G2, G5 as above. */
  waitingFor(deviceId: DeviceId, limit: number): Promise<readonly OwnedJob[]>;
  /** Theirs that wait or print, and those whose document is kept. */
  unfinishedOf(userId: UserId): Promise<readonly Job[]>;
  /** In print there. */
  claimedBy(terminalId: TerminalId): Promise<readonly Job[]>;

  /** In order of their numbers: of those that are not over the oldest, of the others the newest. */
  ofQueue(queueId: QueueId, question: QueueJobsQuestion): Promise<readonly Job[]>;
  /** Of the queue's jobs that wait or print, those with a lower number. */
  countBefore(queueId: QueueId, number: number): Promise<number>;
  countLive(queues: readonly QueueId[]): Promise<ReadonlyMap<QueueId, number>>;
  page(question: JobQuestion): Promise<Page<ListedJob>>;
  list(id: JobId): Promise<ListedJob | undefined>;
  use(): Promise<SpoolUse>;

  /** Held, waiting, or kept to be printed again, beyond their time. */
  expired(now: Instant, limit: number): Promise<readonly Job[]>;
  /** Lets all that have an end ahead go sooner or later. */
  moveEnds(of: 'unprinted' | 'kept', by: number): Promise<void>;
  deleteOver(endedBefore: Instant): Promise<void>;
  /** Of all whose document is kept. */
  withDocuments(): Promise<readonly JobId[]>;
}

/** A job in the spool of a terminal, as that told last. */
export interface DeviceJob {
  readonly id: JobId;
  readonly ownerName: string;
  readonly userId: UserId | null;
  readonly name: string;
  readonly state: 'held' | 'printing';
  readonly createdAt: Instant;
  readonly format: string;
  readonly bytes: number;
  readonly pages: number | null;
  readonly color: boolean | null;
  readonly copies: number;
}

/** With names for lists. */
export interface ListedDeviceJob extends DeviceJob {
  readonly deviceId: DeviceId;
  readonly deviceName: string | null;
  readonly ownerExists: boolean;
}

export interface DeviceJobStore {
  /** All that this terminal holds, in place of what it told before. */
  replaceAll(
    terminal: { readonly id: TerminalId; readonly deviceId: DeviceId },
    jobs: readonly DeviceJob[],
  ): Promise<void>;
  /** Its terminal is gone. */
  removeAll(terminalId: TerminalId): Promise<void>;
  page(question: Omit<JobQuestion, 'queueId' | 'over'>): Promise<Page<ListedDeviceJob>>;
  list(id: JobId): Promise<ListedDeviceJob | undefined>;
}
