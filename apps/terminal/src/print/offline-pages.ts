import type { JobId, SessionId } from '@holdover/kernel';
import { copiesOf, type WaitingJob } from './waiting-job.ts';

/**
 * F5: what one session prints and copies while offline, against the setting. A restart ends every session, so nothing of it needs
 * the disk.
 * Invariant: pages are counted as printed once known, and until then as the job says.
 */
export interface OfflinePages {
  /** @param jobs asked for, beside those on their way */
  fits(session: SessionId, jobs: readonly WaitingJob[]): boolean;
  /** Of which nobody knows beforehand how many they are; null: as many as it likes. */
  left(session: SessionId): number | null;
  /** On its way from now on. */
  began(session: SessionId, job: WaitingJob): void;
  /** It is not on its way any more. */
  ended(job: JobId): void;
  printed(session: SessionId, impressions: number): void;
}

/** @param limit pages a session; null: as many as it likes */
export function createOfflinePages(limit: () => number | null): OfflinePages {
  let counted: { readonly session: SessionId; readonly pages: number } | undefined;
  const onTheirWay = new Map<JobId, { readonly session: SessionId; readonly job: WaitingJob }>();
  const pagesOf = (session: SessionId): number => (counted?.session === session ? counted.pages : 0);
  const leftOf = (session: SessionId): number | null => {
    const most = limit();
    if (most === null) return null;
    const before = [...onTheirWay.values()].filter((one) => one.session === session).map(({ job }) => job);
    return most - pagesOf(session) - pagesOfAll(before);
  };
  return {
    fits(session, jobs) {
      const left = leftOf(session);
      return left === null || pagesOfAll(jobs) <= left;
    },
    left: leftOf,
    began(session, job) {
      onTheirWay.set(job.id, { session, job });
    },
    ended(job) {
      onTheirWay.delete(job);
    },
    printed(session, impressions) {
      counted = { session, pages: pagesOf(session) + impressions };
    },
  };
}

/** A job of unknown length has one page at least. */
function pagesOfAll(jobs: readonly WaitingJob[]): number {
  return jobs.reduce((sum, job) => sum + (job.pages ?? 1) * copiesOf(job), 0);
}
