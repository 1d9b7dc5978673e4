import type { Clock } from '@holdover/kernel';
import type { Database } from '../database/database.ts';
import type { AuditLog, AuditRecord } from '../features/audit/audit-log.ts';
import { openStores } from '../stores.ts';
import type { Change, Changes } from './change.ts';

export interface ChangesDeps {
  readonly database: Database;
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  /** Hears what audit entries name, once they are true. */
  readonly onChanged?: (targets: readonly AuditRecord['target'][]) => void;
}

export function createChanges({ database, auditLog, clock, onChanged }: ChangesDeps): Changes {
  return {
    make: async (actor, work) => {
      const { result, after, targets } = await database.transact(async (queries) => {
        const stores = openStores(queries);
        await stores.revisions.lockChanges();
        const change = openChange({ actor, at: clock.wall(), stores, queries }, auditLog);
        return { result: await work(change.change), after: change.after, targets: change.targets };
      });
      for (const action of after) action();
      if (targets.length > 0) onChanged?.(targets);
      return result;
    },
  };
}

function openChange(given: Pick<Change, 'actor' | 'at' | 'stores' | 'queries'>, auditLog: AuditLog) {
  const after: (() => void)[] = [];
  const targets: AuditRecord['target'][] = [];
  let raised = false;
  const change: Change = {
    ...given,
    audit: async (...records) => {
      targets.push(...records.map(({ target }) => target));
      await auditLog.append(given.stores.audit, records, given);
    },
    raiseRevision: async () => {
      if (raised) return;
      raised = true;
      await given.stores.revisions.raiseRevision();
    },
    afterCommit: (action) => void after.push(action),
  };
  return { change, after, targets };
}
