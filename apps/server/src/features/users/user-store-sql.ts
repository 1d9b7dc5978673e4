import type { Language } from '@holdover/api';
import { ALL_USERS, type GroupId, type UserId, type UserSourceId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage, type Page } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { livingPins } from '../credentials/credential-store-sql.ts';
import type { LdapSettings } from '../user-sources/user-source.ts';
import { nameKey, searchTextOf, type ListedUser, type User } from './user.ts';
import type { UserQuestion, UserStore } from './user-store.ts';

export function createSqlUserStore(queries: Queries): UserStore {
  return {
    create: async (user) => {
      await queries.insertInto('user').values(toRow(user)).execute();
    },
    update: async (user) => {
      const { id, ...columns } = toRow(user);
      await queries.updateTable('user').set(columns).where('id', '=', id).execute();
    },
    remember: async ({ id, userName }, deletedAt) => {
      const former = { userName, userNameKey: nameKey(userName), deletedAt };
      await queries
        .insertInto('formerUser')
        .values({ id, ...former })
        .onConflict((conflict) => conflict.column('id').doUpdateSet(former))
        .execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('user').where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('user').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : (await addCounts(queries, [fromRow(row)]))[0];
    },
    findByUserName: async (userName) => {
      const key = nameKey(userName);
      const row = await queries.selectFrom('user').selectAll().where('userNameKey', '=', key).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: (question) => pageOf(queries, question),
    all: async () => (await queries.selectFrom('user').selectAll().execute()).map(fromRow),
    setGroups: async (id, groups) => {
      await queries.deleteFrom('userGroupMember').where('userId', '=', id).execute();
      const wanted = [...new Set(groups)].filter((group) => group !== ALL_USERS);
      if (wanted.length === 0) return [];
      const known = await queries.selectFrom('userGroup').select('id').where('id', 'in', wanted).execute();
      if (known.length > 0) {
        const rows = known.map((group) => ({ groupId: group.id, userId: id }));
        await queries.insertInto('userGroupMember').values(rows).execute();
      }
      return known.map((group) => group.id);
    },
  };
}

async function pageOf(
  queries: Queries,
  { q, group, nested, enabled, source, pinBelow, ...question }: UserQuestion,
): Promise<Page<ListedUser>> {
  // Found by indexes alone; rows are read of those that are shown.
  let query = queries.selectFrom('user').select('id');
  if (q !== undefined && q !== '') query = query.where(contains('searchText', q));
  if (enabled !== undefined) query = query.where('enabled', '=', bit(enabled));
  if (source !== undefined) query = query.where('sourceId', '=', source);
  if (group !== undefined && group !== ALL_USERS) {
    query = query.where('id', 'in', membersOf(queries, group, nested === true));
  }
  if (pinBelow !== undefined) {
    const { length, now } = pinBelow;
    query = query.where('id', 'in', livingPins(queries, now).select('userId').where('length', '<', length));
  }
  const page = await readPage(query, question, {
    sorts: { userName: 'userNameKey', fullName: 'fullNameKey', createdAt: 'createdAt' },
    standard: 'userName',
    id: 'id',
  });
  return { ...page, items: await addCounts(queries, await rowsOf(queries, page.items)) };
}

/** In the order of their ids given. */
async function rowsOf(queries: Queries, found: readonly { readonly id: UserId }[]): Promise<User[]> {
  if (found.length === 0) return [];
  const ids = found.map(({ id }) => id);
  const rows = await queries.selectFrom('user').selectAll().where('id', 'in', ids).execute();
  const byId = new Map(rows.map((row) => [row.id, fromRow(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

/** Put into the group, or with `nested` into one of its groups. */
function membersOf(queries: Queries, group: GroupId, nested: boolean) {
  const inGroups = queries.selectFrom('userGroupInGroup').select('memberGroupId').where('groupId', '=', group);
  return queries
    .selectFrom('userGroupMember')
    .select('userId')
    .where((eb) => {
      const own = eb('groupId', '=', group);
      return nested ? eb.or([own, eb('groupId', 'in', inGroups)]) : own;
    });
}

async function addCounts(queries: Queries, users: readonly User[]): Promise<ListedUser[]> {
  if (users.length === 0) return [];
  const ids = users.map(({ id }) => id);
  const memberships = await queries
    .selectFrom('userGroupMember')
    .selectAll()
    .where('userId', 'in', ids)
    .orderBy('groupId')
    .execute();
  const credentials = await queries
    .selectFrom('credential')
    .select(({ fn }) => ['userId', 'kind', fn.countAll<number>().as('count')])
    .where('userId', 'in', ids)
    .groupBy(['userId', 'kind'])
    .execute();
  const passwords = await queries.selectFrom('userPassword').select('userId').where('userId', 'in', ids).execute();
  const isChecking = await sourcesThatCheck(queries, users);
  const groups = new Map<UserId, GroupId[]>();
  for (const { userId, groupId } of memberships) groups.set(userId, [...(groups.get(userId) ?? []), groupId]);
  const counts = new Map(credentials.map(({ userId, kind, count }) => [`${kind} ${userId}`, count]));
  const known = new Set(passwords.map(({ userId }) => userId));
  return users.map((user) => ({
    ...user,
    groups: groups.get(user.id) ?? [],
    pins: counts.get(`pin ${user.id}`) ?? 0,
    cards: counts.get(`card ${user.id}`) ?? 0,
    password: isChecking.has(user.sourceId) ? 'source' : known.has(user.id) ? 'local' : 'none',
  }));
}

/** Those that the password of whoever comes from them is asked about. */
async function sourcesThatCheck(queries: Queries, users: readonly User[]): Promise<ReadonlySet<UserSourceId | null>> {
  const ids = [...new Set(users.flatMap(({ sourceId }) => sourceId ?? []))];
  if (ids.length === 0) return new Set();
  const rows = await queries.selectFrom('userSource').select(['id', 'settings']).where('id', 'in', ids).execute();
  const checks = (text: string) => (JSON.parse(text) as Pick<LdapSettings, 'checksPasswords'>).checksPasswords; // written by its store
  return new Set(rows.flatMap(({ id, settings }) => (checks(settings) ? [id] : [])));
}

export function toRow(user: User): Selectable<Tables['user']> {
  return {
    ...user,
    userNameKey: nameKey(user.userName),
    fullNameKey: nameKey(user.fullName),
    searchText: searchTextOf(user),
    color: bit(user.color),
    enabled: bit(user.enabled),
  };
}

export function fromRow(row: Selectable<Tables['user']>): User {
  return {
    id: row.id,
    userName: row.userName,
    fullName: row.fullName,
    email: row.email,
    language: row.language as Language | null, // written by toRow
    color: row.color === 1,
    enabled: row.enabled === 1,
    sourceId: row.sourceId,
    externalId: row.externalId,
    createdAt: row.createdAt,
  };
}
