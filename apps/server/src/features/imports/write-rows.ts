import type { CredentialId, GroupId, UserId } from '@holdover/kernel';
import type { Change } from '../../changes/change.ts';
import type { AuditRecord } from '../audit/audit-log.ts';
import type { Credential } from '../credentials/credential.ts';
import type { OtherStretch } from '../credentials/stretch-store.ts';
import { createSqlStretchStore } from '../credentials/stretch-store-sql.ts';
import type { User } from '../users/user.ts';
import { toRow } from '../users/user-store-sql.ts';

/** What some rows come to, table by table. */
export interface Writes {
  readonly users: User[];
  readonly updates: User[];
  readonly joins: { readonly groupId: GroupId; readonly userId: UserId }[];
  readonly leaves: { readonly userId: UserId; readonly groupIds: readonly GroupId[] }[];
  readonly credentials: Credential[];
  readonly stretches: OtherStretch[];
  readonly recognised: { readonly id: CredentialId; readonly fingerprint: string }[];
  readonly audits: AuditRecord[];
  /** Enabled or disabled: the fleet is told. */
  readonly switched: User[];
}

export function newWrites(): Writes {
  return {
    users: [],
    updates: [],
    joins: [],
    leaves: [],
    credentials: [],
    stretches: [],
    recognised: [],
    audits: [],
    switched: [],
  };
}

/** Memberships of one INSERT: one person may be in a thousand groups. */
const JOINS_AT_ONCE = 1_000;

/** One statement for all rows of a table. */
export async function writeAll({ queries, stores, audit }: Change, writes: Writes): Promise<void> {
  for (const user of writes.updates) await stores.users.update(user);
  if (writes.users.length > 0) await queries.insertInto('user').values(writes.users.map(toRow)).execute();
  for (const { userId, groupIds } of writes.leaves) {
    await queries.deleteFrom('userGroupMember').where('userId', '=', userId).where('groupId', 'in', groupIds).execute();
  }
  for (let at = 0; at < writes.joins.length; at += JOINS_AT_ONCE) {
    await queries
      .insertInto('userGroupMember')
      .values(writes.joins.slice(at, at + JOINS_AT_ONCE))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  for (let at = 0; at < writes.credentials.length; at += JOINS_AT_ONCE) {
    await queries
      .insertInto('credential')
      .values(writes.credentials.slice(at, at + JOINS_AT_ONCE))
      .execute();
  }
  const stretches = createSqlStretchStore(queries);
  for (const stretch of writes.stretches) await stretches.put(stretch);
  for (const { id, fingerprint } of writes.recognised) {
    await queries.updateTable('credential').set({ fingerprint }).where('id', '=', id).execute();
  }
  await audit(...writes.audits);
}
