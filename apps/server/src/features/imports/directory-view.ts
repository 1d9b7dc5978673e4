import type { CredentialId, GroupId, UserId, UserSourceId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import type { Credential } from '../credentials/credential.ts';
import { createSqlCredentialStore } from '../credentials/credential-store-sql.ts';
import type { Group } from '../groups/group.ts';
import { fromRow as groupFrom } from '../groups/group-store-sql.ts';
import { nameKey, type User } from '../users/user.ts';
import { fromRow as userFrom } from '../users/user-store-sql.ts';
import type { Candidates } from './pair-row.ts';

/** What is stored of the people and groups that some rows name: a handful of questions for all of them. */
export interface DirectoryView extends Candidates {
  readonly byId: ReadonlyMap<UserId, User>;
  /** Newest first. */
  readonly held: ReadonlyMap<UserId, readonly Credential[]>;
  readonly memberOf: ReadonlyMap<UserId, readonly Group[]>;
  /** By key. */
  readonly groups: ReadonlyMap<string, Group>;
}

export interface ViewQuestion {
  readonly names: readonly string[];
  readonly ids?: readonly UserId[];
  readonly externalIds?: readonly string[];
  readonly sourceId: UserSourceId | null;
  readonly groupNames: readonly string[];
}

export async function readView(queries: Queries, question: ViewQuestion): Promise<DirectoryView> {
  const users = await readUsers(queries, question);
  const byId = new Map(users.map((user) => [user.id, user]));
  const ids = [...byId.keys()];
  const external = users.filter(({ sourceId }) => sourceId !== null && sourceId === question.sourceId);
  return {
    byId,
    byName: new Map(users.map((user) => [nameKey(user.userName), user])),
    byExternalId: new Map(external.map((user) => [user.externalId ?? '', user])),
    held: await heldBy(queries, ids),
    memberOf: await readMemberships(queries, ids),
    groups: await readGroups(queries, question.groupNames),
  };
}

async function readUsers(queries: Queries, { names, ids = [], externalIds = [], sourceId }: ViewQuestion) {
  const found = new Map<UserId, User>();
  const take = async (column: 'userNameKey' | 'id' | 'externalId', values: readonly string[]): Promise<void> => {
    if (values.length === 0) return;
    let query = queries.selectFrom('user').selectAll();
    if (column === 'externalId') query = query.where('sourceId', '=', sourceId);
    const rows = await query.where(column, 'in', values as never[]).execute(); // each column is text
    for (const row of rows) found.set(row.id, userFrom(row));
  };
  await take('userNameKey', names.map(nameKey));
  await take('id', ids);
  if (sourceId !== null) await take('externalId', externalIds);
  return [...found.values()];
}

async function heldBy(queries: Queries, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, Credential[]>> {
  const found = new Map<UserId, Credential[]>();
  if (ids.length === 0) return found;
  for (const credential of await createSqlCredentialStore(queries).ofUsers(ids)) {
    append(found, credential.userId, credential);
  }
  return found;
}

async function readMemberships(queries: Queries, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, Group[]>> {
  const found = new Map<UserId, Group[]>();
  if (ids.length === 0) return found;
  const rows = await queries
    .selectFrom('userGroupMember')
    .innerJoin('userGroup', 'userGroup.id', 'userGroupMember.groupId')
    .selectAll('userGroup')
    .select('userGroupMember.userId')
    .where('userGroupMember.userId', 'in', ids)
    .execute();
  for (const { userId, ...row } of rows) append(found, userId, groupFrom(row));
  return found;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** By key. */
export async function readGroups(queries: Queries, names: readonly string[]): Promise<ReadonlyMap<string, Group>> {
  const keys = [...new Set(names.map(nameKey))];
  if (keys.length === 0) return new Map();
  const rows = await queries.selectFrom('userGroup').selectAll().where('nameKey', 'in', keys).execute();
  return new Map(rows.map((row) => [row.nameKey, groupFrom(row)]));
}

/** Whose each of these PINs or cards is, by kind and lookup. */
export async function readHolders(
  queries: Queries,
  secrets: readonly { readonly kind: 'pin' | 'card'; readonly lookup: string }[],
): Promise<ReadonlyMap<string, { readonly id: CredentialId; readonly userId: UserId }>> {
  const found = new Map<string, { id: CredentialId; userId: UserId }>();
  for (const kind of ['pin', 'card'] as const) {
    const lookups = secrets.filter((secret) => secret.kind === kind).map(({ lookup }) => lookup);
    if (lookups.length === 0) continue;
    const rows = await queries
      .selectFrom('credential')
      .select(['id', 'userId', 'lookup'])
      .where('kind', '=', kind)
      .where('lookup', 'in', lookups)
      .execute();
    for (const { lookup, ...holder } of rows) found.set(secretKey({ kind, lookup }), holder);
  }
  return found;
}

export function secretKey({ kind, lookup }: { readonly kind: 'pin' | 'card'; readonly lookup: string }): string {
  return `${kind} ${lookup}`;
}

/** Groups made by hand that a source names: they become the source's. */
export async function groupsToAdopt(queries: Queries, names: readonly string[]): Promise<readonly GroupId[]> {
  const adopted: GroupId[] = [];
  for (let at = 0; at < names.length; at += 500) {
    const groups = await readGroups(queries, names.slice(at, at + 500));
    for (const { id, builtIn, sourceId } of groups.values()) if (!builtIn && sourceId === null) adopted.push(id);
  }
  return adopted;
}
