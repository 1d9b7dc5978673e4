import type { EntitlementChange } from '@holdover/journal';
import type { CredentialId, Instant, UserId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { bit } from '../../database/tables.ts';

/**
 * F5: since when users and credentials open something or nothing. Kept for good: a journal may come in years later.
 * Invariant: what was never taken away has no entry.
 */
export interface EntitlementStore {
  note(subject: UserId | CredentialId, change: EntitlementChange): Promise<void>;
  /** Of each subject; a credential's own end counts as taken away then. */
  changesOf(subjects: readonly (UserId | CredentialId)[]): Promise<readonly (readonly EntitlementChange[])[]>;
}

export function createSqlEntitlementStore(queries: Queries): EntitlementStore {
  return {
    note: async (subject, { at, granted }) => {
      await queries
        .insertInto('entitlementChange')
        .values({ subject, at, granted: bit(granted) })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
    changesOf: async (subjects) => {
      if (subjects.length === 0) return [];
      const noted = await queries
        .selectFrom('entitlementChange')
        .selectAll()
        .where('subject', 'in', subjects)
        .execute();
      const ends = await queries
        .selectFrom('credential')
        .select(['id', 'expiresAt'])
        .where('id', 'in', subjects as readonly CredentialId[]) // a user's id is no credential's
        .execute();
      return subjects.map((subject) => [
        ...noted
          .filter((change) => change.subject === subject)
          .map(({ at, granted }) => ({ at, granted: granted === 1 })),
        ...ends.flatMap(({ id, expiresAt }) => (id === subject && expiresAt !== null ? [ended(expiresAt)] : [])),
      ]);
    },
  };
}

const ended = (at: Instant): EntitlementChange => ({ at, granted: false });
