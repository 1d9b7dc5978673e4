import type { PanelJob, UnavailableReason } from '@holdover/api';
import { toRfc3339, type Instant } from '@holdover/kernel';
import type { RunProgress } from './print-line.ts';
import { colorOf, copiesOf, type WaitingJob } from './waiting-job.ts';

export interface ShownJob {
  readonly job: WaitingJob;
  /** Of a release in this session; undefined before one was asked for. */
  readonly progress: RunProgress | undefined;
  /** False once it waits no more. */
  readonly isHere: boolean;
  readonly obstacle: UnavailableReason | null;
  /** Trusted time. */
  readonly now: Instant;
}

/** One line of *My jobs*. */
export function panelJobOf({ job, progress, isHere, obstacle, now }: ShownJob): PanelJob {
  const state = progress?.state ?? (job.printsElsewhere ? 'printing' : 'held');
  const waits = isHere && state !== 'printing';
  return {
    id: job.id,
    name: job.name,
    pages: job.pages,
    color: colorOf(job) !== 'no',
    copies: copiesOf(job),
    createdAt: toRfc3339(job.createdAt),
    ageSeconds: Math.max(0, Math.round((now - job.createdAt) / 1000)),
    waits: job.waits,
    available: waits && obstacle === null,
    ...(waits && obstacle !== null ? { reason: obstacle } : {}),
    state,
    impressions: progress?.impressions ?? 0,
    ...(progress?.waitsFor === undefined ? {} : { waitsFor: progress.waitsFor }),
  };
}
