import type { JobStateName } from '@holdover/api';
import {
  instant,
  type ActivityId,
  type DeviceId,
  type Instant,
  type JobId,
  type QueueId,
  type TerminalId,
  type UserId,
} from '@holdover/kernel';

export type Sides = 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge';

/** A terminal has the job: nobody else prints, changes or removes it. Stays for the record when it was printed. */
export interface JobClaim {
  readonly terminalId: TerminalId;
  readonly deviceId: DeviceId;
  readonly activityId: ActivityId;
  /** Whose session it is; null for a print without anybody there. */
  readonly userId: UserId | null;
  readonly claimedAt: Instant;
}

/**
 * A job in the server's spool.
 * Invariant: a claim is there in `printing`, in `completed`, and where a job ended in print; its document is kept as long as it
 * may be printed.
 */
export interface Job {
  readonly id: JobId;
  /** RFC 8011 job-id. */
  readonly number: number;
  /** Rises with every change: who changes it says which one was looked at. */
  readonly version: number;
  readonly queueId: QueueId;
  readonly name: string;
  /** As the client gave it. */
  readonly ownerName: string;
  readonly userId: UserId | null;
  /** Never `incoming`: that has no row. */
  readonly state: Exclude<JobStateName, 'incoming'>;
  /** The job attributes group in its IPP encoding; base64url. */
  readonly template: string;
  /** What the document was found to be. */
  readonly format: string;
  readonly documentName: string | null;
  readonly bytes: number;
  /** Of one copy; null where the document does not tell. */
  readonly pages: number | null;
  readonly copies: number;
  readonly color: boolean | null;
  readonly sides: Sides;
  /** RFC 8011 job-priority: 1 to 100. */
  readonly priority: number;
  /** Where it is to be printed without its owner: of a direct queue, or chosen by an administrator. */
  readonly deviceId: DeviceId | null;
  readonly claim: JobClaim | null;
  /** Somebody cancelled it while it was printing. */
  readonly cancelRequested: boolean;
  /** Out so far. */
  readonly impressions: number;
  readonly sheets: number;
  readonly createdAt: Instant;
  readonly endedAt: Instant | null;
  /** When it is removed unprinted; of a printed one: when its document goes. `NEVER` where there is none left. */
  readonly expiresAt: Instant;
  readonly documentKept: boolean;
}

/** ECMA-262 §21.4.1.1: the last there is. What has no document is not looked at again, however many there are. */
export const NEVER = instant(8_640_000_000_000_000);

/** Those that wait or print: what G3 bounds. */
export const LIVE_STATES = ['held', 'waiting', 'printing'] as const satisfies readonly Job['state'][];
export const OVER_STATES = ['completed', 'cancelled', 'failed', 'expired'] as const satisfies readonly Job['state'][];

export function isOver({ state }: Pick<Job, 'state'>): boolean {
  return OVER_STATES.some((over) => over === state);
}

/** To be printed by a terminal of this claim. For a job that is `held` or `waiting`. */
export function claimed(job: Job, claim: JobClaim): Job {
  return { ...job, state: 'printing', claim, cancelRequested: false, impressions: 0, sheets: 0 };
}

/** Nothing of it was begun: it waits as it did before, unless it was cancelled meanwhile. */
export function unclaimed(job: Job, at: Instant): Job {
  const free: Job = { ...job, ...UNCLAIMED };
  if (job.cancelRequested) return ended(free, 'cancelled', at);
  return { ...free, state: job.deviceId === null ? 'held' : 'waiting' };
}

const UNCLAIMED = { claim: null, cancelRequested: false, impressions: 0, sheets: 0 } as const;

export interface PrintOutcome {
  readonly completed: boolean;
  readonly impressions: number;
  readonly sheets: number;
  readonly at: Instant;
}

export interface Settling {
  /** Of a printed job; the outcome's own time where it is not kept. */
  readonly keptUntil: Instant;
  /** Whether its queue prints by itself: elsewhere an administrator's choice of device holds for one print. */
  readonly direct: boolean;
}

/** The journal's outcome. What did not end well is held again, unless it was cancelled here. */
export function settled(job: Job, { completed, impressions, sheets, at }: PrintOutcome, given: Settling): Job {
  const { keptUntil, direct } = given;
  if (completed) {
    const ended = { impressions, sheets, endedAt: at, cancelRequested: false };
    const printed: Job = { ...job, ...ended, state: 'completed', expiresAt: keptUntil };
    return keptUntil === at ? withoutDocument(printed) : printed;
  }
  if (job.cancelRequested) return ended({ ...job, impressions, sheets }, 'cancelled', at);
  return { ...job, ...UNCLAIMED, state: 'held', deviceId: direct ? job.deviceId : null };
}

/** Unprinted, or not to its end. Its document goes. */
export function ended(job: Job, state: 'cancelled' | 'failed' | 'expired', at: Instant): Job {
  return withoutDocument({ ...job, state, endedAt: at });
}

export function withoutDocument(job: Job): Job {
  return { ...job, documentKept: false, expiresAt: NEVER };
}
