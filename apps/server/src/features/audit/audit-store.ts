import type { Instant } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { AuditEntry } from './audit-log.ts';

export interface AuditFilter {
  /** In action, name of the target and name of the actor. */
  readonly q?: string | undefined;
  /** `user.created`, or `user.` for all that begin so. */
  readonly action?: string | undefined;
  /** Id of what was changed. */
  readonly target?: string | undefined;
  readonly targetKind?: string | undefined;
  /** Id of who changed it. */
  readonly actor?: string | undefined;
  readonly actorKind?: string | undefined;
  readonly from?: Instant | undefined;
  /** Not included. */
  readonly until?: Instant | undefined;
}

/** The next entries behind one, in order, none above `last`. */
export interface AuditPiece {
  readonly after: number;
  readonly last: number;
  readonly most: number;
}

export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Append-only. */
export interface AuditStore {
  head(): Promise<AuditHead | undefined>;
  append(entries: readonly AuditEntry[]): Promise<void>;
  page(question: AuditFilter & PageQuestion): Promise<Page<AuditEntry>>;
  /** For whoever reads all of it without holding all of it. */
  piece(piece: AuditPiece, filter?: AuditFilter): Promise<readonly AuditEntry[]>;
  /** The last `most`, in order: for verification. */
  tail(most: number): Promise<readonly AuditEntry[]>;
}
