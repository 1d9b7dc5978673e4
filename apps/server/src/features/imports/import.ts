import type { ImportEffect } from '@holdover/api';
import type { GroupId, ImportId, Instant, UserSourceId } from '@holdover/kernel';
import type { Actor } from '../../actor.ts';
import type { RowReason } from './import-reasons.ts';

/** `running` as `stage` says · `done` · `failed` as a whole, for `reason` · `cancelled`: what was applied stays. */
export type ImportState = 'running' | 'done' | 'failed' | 'cancelled';

/** `waiting` for the one before it · `reading` all there is · `comparing` with what is stored · `applying` the differences. */
export type ImportStage = 'waiting' | 'reading' | 'comparing' | 'applying';

export interface UserImport {
  readonly id: ImportId;
  readonly state: ImportState;
  /** Null once it runs no longer. */
  readonly stage: ImportStage | null;
  readonly dryRun: boolean;
  readonly sourceId: UserSourceId | null;
  /** Data rows read so far. */
  readonly rows: number;
  /** Of the present stage. */
  readonly rowsDone: number;
  readonly added: number;
  readonly changed: number;
  readonly deactivated: number;
  readonly failed: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly reason: string | null;
}

/** What whoever goes on with an import after a restart has to know. */
export interface ImportWork {
  readonly actor: Actor;
  readonly deactivateMissing: boolean;
  /** Of the reading, once it is complete. */
  readonly read: ReadingFacts | null;
  /** Chunks of the plan, once it is complete. */
  readonly plans: number | null;
  /** Steps of the plan that are applied. */
  readonly applied: number;
}

export interface ReadingFacts {
  /** Staged parts. */
  readonly chunks: number;
  /** PINs that rows name: what the floor is counted by (B9). */
  readonly pins: number;
  /** Rows that are wrong in themselves. */
  readonly failed: number;
  /** Whether it is known of every row whom it names: only then is it known who is missing. */
  readonly complete: boolean;
  /** Groups made by hand that the source names: they are the source's from now on. */
  readonly adopts: readonly GroupId[];
}

/** An import with what only servers look at. */
export interface ImportRecord extends UserImport {
  readonly owner: string | null;
  readonly seenAt: Instant | null;
  readonly cancelAsked: boolean;
  readonly work: ImportWork | null;
}

/** One row that was not imported, or one field that keeps it out. Never the secret. */
export interface RowError {
  /** Of a file; 1 is the header line. Of a directory the place in the order read. */
  readonly line: number;
  readonly column: string;
  readonly reason: RowReason;
}

export type Effect = ImportEffect;
export type EffectField = ImportEffect['fields'][number];

export interface LogLine {
  readonly number: number;
  readonly at: Instant;
  readonly level: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}
