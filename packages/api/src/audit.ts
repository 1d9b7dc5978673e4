import * as z from 'zod';
import { idField, listQuery, pageOf, timeField, timeRange } from './fields.ts';
import { route } from './route.ts';

/** One change: who, what, before and after. Secrets never appear in either. */
export const auditEntry = z.strictObject({
  id: idField('auditEntry'),
  /** 1, 2, 3 …: no gap. */
  sequence: z.int(),
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
  /** Hex SHA-256 of this entry with the hash of the one before it: a changed, removed or added entry shows. */
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** Filters of the list and of the export. */
const auditFilter = {
  /** `user.created`, or `user.` for all that begin so. */
  action: z.string().max(100).optional(),
  /** Id of what was changed. */
  target: z.string().max(100).optional(),
  targetKind: z.string().max(100).optional(),
  /** Id of who changed it. */
  actor: z.string().max(100).optional(),
  actorKind: auditEntry.shape.actor.shape.kind.optional(),
  ...timeRange,
};

export const listAudit = route('listAudit', 'GET /audit', {
  summary: 'Every change, newest first',
  right: 'audit:read',
  query: listQuery.extend(auditFilter),
  answer: pageOf(auditEntry),
});
export const exportAudit = route('exportAudit', 'GET /audit/export', {
  summary: 'Every change, oldest first, as a table; cells that a spreadsheet would run are defused',
  right: 'audit:read',
  query: z.strictObject({ q: z.string().max(200).optional(), ...auditFilter }),
  produces: 'text/csv',
  answer: z.string(),
});
export const verifyAudit = route('verifyAudit', 'GET /audit/verification', {
  summary: 'Compute the whole chain again',
  right: 'audit:read',
  answer: z.strictObject({
    holds: z.boolean(),
    entries: z.int(),
    /** Sequence of the first entry that does not follow from the one before it. */
    firstBreak: z.int().nullable(),
    /** Of the newest entry: written down elsewhere, it shows a log cut off at its end. */
    lastHash: z.string().nullable(),
    verifiedAt: timeField,
  }),
});
