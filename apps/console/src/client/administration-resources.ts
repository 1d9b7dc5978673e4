import {
  listAdministrators,
  listApiTokens,
  listAudit,
  listConsoleSessions,
  type ApiClient,
  type AuditEntry,
} from '@holdover/api';
import type { AdministratorId } from '@holdover/kernel';
import { timeQuery, type TimeFilter } from '../kit/time-filter.ts';
import type { Zone } from '../kit/zoned-time.ts';
import { given, PAGE, pages, POLLED } from './query-builders.ts';
import { keys } from './query-keys.ts';

/** As in the address. */
export interface AuditFilter extends TimeFilter {
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly targetKind?: string | undefined;
  readonly actor?: string | undefined;
  readonly actorKind?: AuditEntry['actor']['kind'] | undefined;
}

/** Who may use the console, and what they did. */
export function administrationResources(api: ApiClient) {
  return {
    administrators: () =>
      pages(keys.administrators, (at) => api.call(listAdministrators, { query: { limit: PAGE, ...at } })),
    // When they were used last is no change.
    apiTokens: () => ({
      ...pages(keys.apiTokens, (at) => api.call(listApiTokens, { query: { limit: PAGE, ...at } })),
      ...POLLED,
    }),
    consoleSessions: (filter: { administrator?: AdministratorId | undefined }) => ({
      ...pages([...keys.consoleSessions, filter], (at) =>
        api.call(listConsoleSessions, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
      ...POLLED,
    }),
    audit: (filter: AuditFilter, zone: Zone) =>
      pages([...keys.audit, filter, zone], (at) =>
        api.call(listAudit, { query: { limit: PAGE, ...given(auditQuery(filter, zone)), ...at } }),
      ),
  };
}

/** What the server is asked, of the list and of the export. */
export function auditQuery({ time, from, until, ...rest }: AuditFilter, zone: Zone) {
  return { ...rest, ...timeQuery({ time, from, until }, zone, Date.now()) };
}
