import * as z from 'zod';
import { idField, listQuery, pageOf, timeField } from './fields.ts';
import { route } from './route.ts';

/** One change: who, what, before and after. Secrets never appear in either. */
export const auditEntry = z.strictObject({
  id: idField('auditEntry'),
  at: timeField,
  actor: z.strictObject({
    kind: z.enum(['administrator', 'api-token', 'user', 'terminal', 'system']),
    id: z.string().nullable(),
    name: z.string(),
  }),
  /** `user.created`, `offline-login.changed`, … */
  action: z.string(),
  target: z.strictObject({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
  before: z.unknown(),
  after: z.unknown(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

export const listAudit = route('listAudit', 'GET /audit', {
  summary: 'Every change, newest first',
  right: 'audit:read',
  query: listQuery.extend({ action: z.string().max(100).optional(), target: z.string().max(100).optional() }),
  answer: pageOf(auditEntry),
});
