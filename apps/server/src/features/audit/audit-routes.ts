import { listAudit, type AuditEntry as ApiAuditEntry } from '@holdover/api';
import { toRfc3339 } from '@holdover/kernel';
import type { RouteRegistrar } from '../../http/call.ts';
import type { Stores } from '../../stores.ts';
import type { AuditEntry } from './audit-log.ts';

export function addAuditRoutes(routes: RouteRegistrar, { stores }: { stores: Stores }): void {
  routes.add(listAudit, async ({ query }) => {
    const page = await stores.audit.page(query);
    return { ...page, items: page.items.map(toApi) };
  });
}

function toApi({ at, previousHash: _, ...entry }: AuditEntry): ApiAuditEntry {
  return { ...entry, at: toRfc3339(at) };
}
