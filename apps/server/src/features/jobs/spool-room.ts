import { accept, refuse, type Outcome } from '@holdover/ipp';
import type { SpoolingSettings } from '@holdover/api';
import type { Job } from './job.ts';
import { isOver } from './job.ts';
import type { SpoolUse } from './job-store.ts';

/** G3: how much fits. Counts along with what this server does; what others do is seen when it looks again. */
export interface SpoolRoom {
  /** As read from the database; what is coming in just now is beyond it. */
  known(use: SpoolUse): void;
  limits(settings: SpoolingSettings): void;
  readonly settings: SpoolingSettings;
  /** Whether one more job would be taken. */
  check(): Outcome<void>;
  /** A document begins to come in. */
  enter(): Entry;
  changed(was: Job, next: Job): void;
}

/** One that is coming in. */
export interface Entry {
  /** More of it; refused, nothing is counted. */
  take(bytes: number): Outcome<void>;
  /** It stays. */
  keep(): void;
  /** Nothing of it stays; harmless after `keep`. */
  leave(): void;
}

const MEGABYTE = 1_000_000;

export function createSpoolRoom(given: SpoolingSettings): SpoolRoom {
  let settings = given;
  let jobs = 0;
  let bytes = 0;
  let coming = 0;
  let comingBytes = 0;

  const check = (): Outcome<void> => {
    if (jobs + coming >= settings.maxJobs) {
      return refuse('server-error-too-many-jobs', `the spool holds ${settings.maxJobs} jobs`);
    }
    return bytes + comingBytes >= settings.maxSpoolMegabytes * MEGABYTE ? SPOOL_FULL : accept(undefined);
  };
  const enter = (): Entry => {
    let own = 0;
    let open = true;
    coming += 1;
    const leave = (): void => {
      if (!open) return;
      open = false;
      coming -= 1;
      comingBytes -= own;
    };
    return {
      take: (more) => {
        if (own + more > Math.min(settings.maxJobMegabytes, settings.maxSpoolMegabytes) * MEGABYTE) return TOO_LARGE;
        if (bytes + comingBytes + more > settings.maxSpoolMegabytes * MEGABYTE) return SPOOL_FULL;
        own += more;
        comingBytes += more;
        return accept(undefined);
      },
      keep: () => {
        jobs += 1;
        bytes += own;
        leave();
      },
      leave,
    };
  };
  return {
    get settings() {
      return settings;
    },
    limits: (next) => {
      settings = next;
    },
    known: (use) => {
      ({ jobs, bytes } = use);
    },
    check,
    enter,
    changed: (was, next) => {
      jobs += Number(!isOver(next)) - Number(!isOver(was));
      bytes += Number(next.documentKept) * next.bytes - Number(was.documentKept) * was.bytes;
    },
  };
}

export const SPOOL_FULL = refuse('server-error-temporary-error', 'the spool is full');
const TOO_LARGE = refuse('client-error-request-entity-too-large', 'the document is larger than a job may be');
