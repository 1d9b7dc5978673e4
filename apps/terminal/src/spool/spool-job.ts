import { integerOf, stringOf, type Attribute } from '@holdover/ipp';
import type { ActivityId, Instant, JobId, UserId } from '@holdover/kernel';

/** A job in the spool: still coming in, or held whole and encrypted. */
export interface SpoolJob {
  readonly id: JobId;
  /** job-id in IPP. */
  readonly number: number;
  readonly state: 'incoming' | 'held';
  /** As the client or its authentication gave it (G2). */
  readonly ownerName: string;
  /** Null while nobody of that name is known. */
  readonly userId: UserId | null;
  readonly name: string;
  readonly createdAt: Instant;
  readonly template: readonly Attribute[];
  /** What the document was found to be; null while it is coming in. */
  readonly format: string | null;
  readonly documentName: string | null;
  readonly bytes: number;
  /** Of one copy; null where the document does not tell. */
  readonly pages: number | null;
  /** Of the document; null where it does not tell. */
  readonly color: boolean | null;
  /** Set while a release is not settled; `printed` once its outcome is known to be that. */
  readonly release: { readonly activityId: ActivityId; readonly userName: string; readonly printed: boolean } | null;
}

export type Sides = 'one-sided' | 'two-sided-long-edge' | 'two-sided-short-edge';

export function copiesOf(job: SpoolJob): number {
  return integerOf(job.template, 'copies') ?? 1;
}

export function sidesOf(job: SpoolJob): Sides {
  const sides = stringOf(job.template, 'sides');
  return sides === 'two-sided-long-edge' || sides === 'two-sided-short-edge' ? sides : 'one-sided';
}

/**
 * G5: `yes` a colour job · `no` prints in black whatever the device does · `unknown` the document does not tell and
 * the ticket leaves it to the device.
 */
export function colorOf(job: SpoolJob): 'yes' | 'no' | 'unknown' {
  const mode = stringOf(job.template, 'print-color-mode') ?? 'auto';
  if (mode === 'monochrome' || mode === 'process-monochrome' || mode === 'bi-level') return 'no';
  if (job.color === false) return 'no';
  return mode === 'color' || job.color === true ? 'yes' : 'unknown';
}
