import type { SessionId } from '@holdover/kernel';
import { copiesOf, type WaitingJob } from './waiting-job.ts';

/**
 * F5: what one session printed while offline, against the setting. A restart ends every session, so nothing of it needs the disk.
 * Invariant: pages are counted as printed once known, and until then as the job says.
 */
export interface OfflinePages {
  /** @param jobs on their way already, and those asked for */
  fits(session: SessionId, jobs: readonly WaitingJob[]): boolean;
  printed(session: SessionId, impressions: number): void;
}

/** @param limit pages a session; null: as many as it likes */
export function createOfflinePages(limit: () => number | null): OfflinePages {
  let counted: { readonly session: SessionId; readonly pages: number } | undefined;
  const pagesOf = (session: SessionId): number => (counted?.session === session ? counted.pages : 0);
  return {
    fits: (session, jobs) => {
      const most = limit();
      if (most === null) return true;
      // A job of unknown length has one page at least.
      const asked = jobs.reduce((sum, job) => sum + (job.pages ?? 1) * copiesOf(job), 0);
      return pagesOf(session) + asked <= most;
    },
    printed: (session, impressions) => {
      counted = { session, pages: pagesOf(session) + impressions };
    },
  };
}
