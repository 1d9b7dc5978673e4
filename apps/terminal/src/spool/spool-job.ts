import type { Attribute } from '@holdover/ipp';
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
