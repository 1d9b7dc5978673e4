import type { PanelJob, UnavailableReason } from '@holdover/api';
import type { Cancel, JobId, SessionId } from '@holdover/kernel';
import type { HeldUser } from '@holdover/protocol';

/** In whose session, and in which mode, something is done (C4: the mode belongs to the activity). */
export interface JobSession {
  readonly id: SessionId;
  readonly user: HeldUser;
  readonly mode: 'online' | 'offline';
}

/**
 * `started` on its way, progress is in the list · `not-found` no such job of this user ·
 * `unavailable` it is there and cannot be done now.
 */
export type JobOutcome =
  | { readonly outcome: 'started' }
  | { readonly outcome: 'not-found' }
  | { readonly outcome: 'unavailable'; readonly reason: UnavailableReason };

/** The jobs behind *My jobs*: what the panel needs of spool and release. */
export interface JobsPort {
  /** Of this user, newest first; those printing or just printed in the session among them. */
  list(user: HeldUser): readonly PanelJob[];
  /** All or none is started: an unknown id starts nothing. They print one after the other. */
  print(session: JobSession, ids: readonly JobId[]): Promise<JobOutcome>;
  /** Of a job that prints or waits to. */
  cancel(session: JobSession, id: JobId): Promise<JobOutcome>;
  /** The held job goes, unprinted. */
  remove(session: JobSession, id: JobId): Promise<JobOutcome>;
  /** B7: nothing more of this user is started; a sheet in print comes out. */
  stop(userId: HeldUser['id']): void;
  /** Called after every change of any list or of progress. */
  subscribe(listener: () => void): Cancel;
}
