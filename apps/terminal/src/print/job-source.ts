import type { ActivityId, Cancel, JobId, UserId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';
import type { OpenDocument } from './open-document.ts';
import type { WaitingJob } from './waiting-job.ts';

/** `gone` no such job here any more · `taken` somebody else prints it · `unreachable` who keeps it cannot be asked. */
export type Claimed = 'claimed' | 'gone' | 'taken' | 'unreachable';

/** A release that is not settled, as its source remembers it over a power loss. */
export interface Interrupted {
  readonly jobId: JobId;
  /** As the printer knows the sender. */
  readonly userName: string;
}

/**
 * Where jobs wait, as a release sees it. Its steps follow one another: claim, document, begin, noteOutcome, end; a claim
 * that comes to no `begin` is abandoned.
 * Invariant: between `claimed` and `end` or `abandon` nobody else prints, changes or removes the job.
 */
export interface JobSource {
  /** Of this user, newest first. */
  listFor(user: Pick<HeldUser, 'id' | 'userName'>): readonly WaitingJob[];
  find(id: JobId): WaitingJob | undefined;
  /** @param userId whose session it is; null where nobody is at the device */
  claim(id: JobId, activityId: ActivityId, userId: UserId | null): Promise<Claimed>;
  abandon(id: JobId, activityId: ActivityId): void;
  /** Opened up to its first octet. @throws Fault `document-damaged` for good, others where it cannot be had now */
  document(id: JobId, activityId: ActivityId): Promise<OpenDocument>;
  /** Durable before it returns: from now on the job may be on paper. False: it is gone, and nothing may be sent. */
  begin(id: JobId, activityId: ActivityId, userName: string): boolean;
  /** Durable before it returns, and before the outcome goes to the journal. */
  noteOutcome(id: JobId, printed: boolean): void;
  /** The outcome is in the journal: printed jobs go (G3), others wait again. */
  end(id: JobId): Promise<void>;
  /** Unprinted, by its owner. */
  remove(id: JobId, userId: UserId): Promise<'removed' | 'gone' | 'unreachable'>;
  /** F4: the job of an activity that a power loss left open. */
  interrupted(activityId: ActivityId): Interrupted | undefined;
  /** Every outcome is in the journal: what was interrupted goes or waits again. */
  endInterrupted(): Promise<void>;
  /** Called after every change of a list. */
  subscribe(listener: () => void): Cancel;
}
