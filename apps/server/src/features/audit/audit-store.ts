import type { Page, PageQuestion } from '../../database/page.ts';
import type { AuditEntry } from './audit-log.ts';

export interface AuditQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  /** Id of what was changed. */
  readonly target?: string | undefined;
}

/** Append-only. */
export interface AuditStore {
  head(): Promise<{ readonly sequence: number; readonly hash: string } | undefined>;
  append(entry: AuditEntry): Promise<void>;
  page(question: AuditQuestion): Promise<Page<AuditEntry>>;
  /** In order, for verification. */
  all(): Promise<readonly AuditEntry[]>;
}
