import {
  listAdministrators,
  listApiTokens,
  listAudit,
  listConsoleSessions,
  type ApiClient,
  type AuditEntry,
} from '@holdover/api';
import type { AdministratorId } from '@holdover/kernel';
import { given, PAGE, pages } from './query-builders.ts';
import { keys } from './query-keys.ts';

/** As in the address; days are those of the reader. */
export interface AuditFilter {
  readonly q?: string | undefined;
  readonly action?: string | undefined;
  readonly target?: string | undefined;
  readonly targetKind?: string | undefined;
  readonly actor?: string | undefined;
  readonly actorKind?: AuditEntry['actor']['kind'] | undefined;
  /** `2026-11-23`. */
  readonly from?: string | undefined;
  /** Included. */
  readonly until?: string | undefined;
}

/** Who may use the console, and what they did. */
export function administrationResources(api: ApiClient) {
  return {
    administrators: () =>
      pages(keys.administrators, (at) => api.call(listAdministrators, { query: { limit: PAGE, ...at } })),
    apiTokens: () => pages(keys.apiTokens, (at) => api.call(listApiTokens, { query: { limit: PAGE, ...at } })),
    consoleSessions: (filter: { administrator?: AdministratorId | undefined }) =>
      pages([...keys.consoleSessions, filter], (at) =>
        api.call(listConsoleSessions, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    audit: (filter: AuditFilter) =>
      pages([...keys.audit, filter], (at) =>
        api.call(listAudit, { query: { limit: PAGE, ...given(auditQuery(filter)), ...at } }),
      ),
  };
}

/** What the server is asked: days of the reader become instants, the last one included. */
export function auditQuery({ from, until, ...rest }: AuditFilter) {
  return { ...rest, from: startOfDay(from, 0), until: startOfDay(until, 1) };
}

function startOfDay(day: string | undefined, later: number): string | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day ?? '');
  if (parts === null) return undefined;
  const [, year, month, date] = parts.map(Number);
  const at = new Date(year ?? 0, (month ?? 1) - 1, (date ?? 1) + later);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
