import type { Clock } from '@holdover/kernel';
import type { Database } from '../database/database.ts';
import type { AuditLog } from '../features/audit/audit-log.ts';
import { openStores } from '../stores.ts';
import type { Change, Changes } from './change.ts';

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
    audit: (...records) => auditLog.append(given.stores.audit, records, given),
    raiseRevision: async () => {
      if (raised) return;
      raised = true;
      await given.stores.revisions.raiseRevision();
    },
    afterCommit: (action) => void after.push(action),
  };
  return { change, after };
}
