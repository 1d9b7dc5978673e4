import type { Page, PageQuestion } from '../../database/page.ts';
import type { AuditEntry } from './audit-log.ts';

interface AuditQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  /** Id of what was changed. */
  readonly target?: string | undefined;
}

/** Append-only. */
export interface AuditStore {
  head(): Promise<{ readonly sequence: number; readonly hash: string } | undefined>;
  append(entries: readonly AuditEntry[]): Promise<void>;
  page(question: AuditQuestion): Promise<Page<AuditEntry>>;
  /** The last `most`, in order: for verification. */
  tail(most: number): Promise<readonly AuditEntry[]>;
}
