import type { ImportId, Instant } from '@holdover/kernel';

/** `running` rows are being read or written · `done` · `failed` as a whole, for `reason`. */
export type ImportState = 'running' | 'done' | 'failed';

export interface UserImport {
  readonly id: ImportId;
  readonly state: ImportState;
  readonly dryRun: boolean;
  /** Data rows read so far. */
  readonly rows: number;
  readonly added: number;
  readonly changed: number;
  readonly deactivated: number;
  readonly failed: number;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly reason: string | null;
}

/** One row that was not imported, or one field that keeps it out. Never the secret. */
export interface RowError {
  /** 1 is the header line. */
  readonly line: number;
  readonly column: string;
  /** Stable, kebab-case. */
  readonly reason: string;
}
