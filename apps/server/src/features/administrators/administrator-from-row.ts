import type { Language, Role } from '@holdover/api';
import type { Selectable } from 'kysely';
import type { Tables } from '../../database/tables.ts';
import type { Administrator } from './administrator.ts';

/** Role and language were written from the same types. */
export function administratorFromRow(row: Selectable<Tables['administrator']>): Administrator {
  const { id, userName, createdAt, lastSignInAt } = row;
  return {
    id,
    userName,
    role: row.role as Role,
    language: row.language as Language | null,
    enabled: row.enabled === 1,
    createdAt,
    lastSignInAt,
  };
}
