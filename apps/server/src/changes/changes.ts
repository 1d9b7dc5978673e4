import type { Clock, Instant } from '@holdover/kernel';
import type { Actor } from '../actor.ts';
import type { Database, Queries } from '../database/database.ts';
import type { AuditLog, AuditRecord } from '../features/audit/audit-log.ts';
import { openStores, type Stores } from '../stores.ts';

/** One change while it is being made. */
export interface Change {
  readonly actor: Actor;
  readonly at: Instant;
  readonly stores: Stores;
  readonly queries: Queries;
  /** Who, what, before, after: kept with the change or not at all. */
  audit(record: AuditRecord): Promise<void>;
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

export interface ChangesDeps {
  readonly database: Database;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
}

export function createChanges({ database, auditLog, clock }: ChangesDeps): Changes {
  return {
    make: async (actor, work) => {
      const { result, after } = await database.transact(async (queries) => {
        const stores = openStores(queries);
        await stores.revisions.lockChanges();
        const change = openChange({ actor, at: clock.wall(), stores, queries }, auditLog);
        return { result: await work(change.change), after: change.after };
      });
      for (const action of after) action();
      return result;
    },
  };
}

function openChange(given: Pick<Change, 'actor' | 'at' | 'stores' | 'queries'>, auditLog: AuditLog) {
  const after: (() => void)[] = [];
  let raised = false;
  const change: Change = {
    ...given,
    audit: (record) => auditLog.append(given.stores.audit, { ...record, actor: given.actor, at: given.at }),
    raiseRevision: async () => {
      if (raised) return;
      raised = true;
      await given.stores.revisions.raiseRevision();
    },
    afterCommit: (action) => void after.push(action),
  };
  return { change, after };
}
