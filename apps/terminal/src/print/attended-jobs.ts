import { seconds, type Cancel, type Clock, type Logger, type UserId } from '@holdover/kernel';
import type { ServerJobs } from './server-jobs.ts';

export interface AttendedJobsOptions {
  readonly jobs: Pick<ServerJobs, 'ask' | 'forgetUser'>;
  readonly isConnected: () => boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Keeps the list of whoever is at the panel. */
export interface AttendedJobs {
  /** Who is at the panel now; undefined when nobody is. */
  attend(user: UserId | undefined): void;
  /** The server rang, or is back. */
  look(): void;
  close(): void;
}

/** A lost doorbell costs no more than this. */
const AT_LEAST_EVERY = seconds(30);

export function createAttendedJobs({ jobs, isConnected, clock, logger }: AttendedJobsOptions): AttendedJobs {
  let user: UserId | undefined;
  let asking: UserId | undefined;
  let asksAgain = false;
  let cancel: Cancel = () => undefined;

  const look = (): void => {
    cancel();
    if (user === undefined) return;
    cancel = clock.after(AT_LEAST_EVERY, look);
    if (!isConnected()) return;
    if (asking === user) {
      asksAgain = true;
      return;
    }
    const asked = user;
    asking = asked;
    jobs
      .ask({ of: 'user', userId: asked })
      .catch((error: unknown) => logger.error('The jobs on the server could not be asked for', { error }))
      .finally(() => {
        if (asking !== asked) return;
        asking = undefined;
        if (asksAgain) look();
        asksAgain = false;
      });
  };

  return {
    attend(now) {
      if (now === user) return;
      user = now;
      asksAgain = false;
      if (user === undefined) {
        asking = undefined;
        jobs.forgetUser();
      }
      look();
    },
    look,
    close: () => cancel(),
  };
}
