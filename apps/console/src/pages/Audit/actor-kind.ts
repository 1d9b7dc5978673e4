import type { AuditEntry } from '@holdover/api';

type Kind = AuditEntry['actor']['kind'];

/** Keys of texts have no hyphen. */
export function actorKind(kind: Kind): Exclude<Kind, 'api-token'> | 'apiToken' {
  return kind === 'api-token' ? 'apiToken' : kind;
}
