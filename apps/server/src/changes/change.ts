import type { Instant } from '@holdover/kernel';
import type { Actor } from '../actor.ts';
import type { Queries } from '../database/database.ts';
import type { AuditRecord } from '../features/audit/audit-log.ts';
import type { Stores } from '../stores.ts';

/** One change while it is being made. */
export interface Change {
  readonly actor: Actor;
  readonly at: Instant;
  readonly stores: Stores;
  readonly queries: Queries;
  /** Who, what, before, after: kept with the change or not at all. */
  audit(...records: readonly AuditRecord[]): Promise<void>;
  /** What terminals should hold is different from now on. Counts once a change. */
  raiseRevision(): Promise<void>;
  /** For what the outside may only hear of once it is true. */
  afterCommit(action: () => void): void;
}

/**
 * The unit of work.
 * Invariant: what is stored, its audit entries and its revision become true together or not at all; changes come one after
 * another, so each sees all before it.
 */
export interface Changes {
  /** `work` may run again as a whole and must touch nothing but the change. */
  make<T>(actor: Actor, work: (change: Change) => Promise<T>): Promise<T>;
}
