import { ALL_USERS, type GroupId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Group, ListedGroup } from './group.ts';
import type { GroupStore } from './group-store.ts';

export function createSqlGroupStore(queries: Queries): GroupStore {
  return {
    create: async (group) => {
      const row = { ...group, nameKey: nameKey(group.name), builtIn: bit(group.builtIn) };
      await queries.insertInto('userGroup').values(row).execute();
    },
    rename: async (id, name) => {
      await queries
        .updateTable('userGroup')
        .set({ name, nameKey: nameKey(name) })
        .where('id', '=', id)
        .execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('userGroup').where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('userGroup').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : (await addCounts(queries, [fromRow(row)]))[0];
    },
    findByName: async (name) => {
      const key = nameKey(name);
      const row = await queries.selectFrom('userGroup').selectAll().where('nameKey', '=', key).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: async ({ q, ...question }) => {
      let query = queries.selectFrom('userGroup').selectAll();
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: await addCounts(queries, page.items.map(fromRow)) };
    },
    add: async (groupId, userId) => {
      const added = await queries
        .insertInto('userGroupMember')
        .values({ groupId, userId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows !== 0n;
    },
    remove: async (groupId, userId) => {
      const gone = await queries
        .deleteFrom('userGroupMember')
        .where('groupId', '=', groupId)
        .where('userId', '=', userId)
        .executeTakeFirst();
      return gone.numDeletedRows !== 0n;
    },
    memberships: () => queries.selectFrom('userGroupMember').selectAll().execute(),
    ...createNesting(queries),
  };
}

function createNesting(queries: Queries): Pick<GroupStore, 'nest' | 'unnest' | 'holding' | 'nestings' | 'sourced'> {
  return {
    nest: async (groupId, memberGroupId) => {
      const added = await queries
        .insertInto('userGroupInGroup')
        .values({ groupId, memberGroupId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows !== 0n;
    },
    unnest: async (groupId, memberGroupId) => {
      const gone = await queries
        .deleteFrom('userGroupInGroup')
        .where('groupId', '=', groupId)
        .where('memberGroupId', '=', memberGroupId)
        .executeTakeFirst();
      return gone.numDeletedRows !== 0n;
    },
    holding: async (id) => {
      const rows = await queries
        .selectFrom('userGroupInGroup')
        .select('groupId')
        .where('memberGroupId', '=', id)
        .orderBy('groupId')
        .execute();
      return rows.map(({ groupId }) => groupId);
    },
    sourced: async (ids) => {
      if (ids.length === 0) return new Set();
      const query = queries.selectFrom('userGroup').select('id').where('id', 'in', ids);
      const rows = await query.where('sourceId', 'is not', null).execute();
      return new Set(rows.map(({ id }) => id));
    },
    nestings: () =>
      queries.selectFrom('userGroupInGroup').selectAll().orderBy('groupId').orderBy('memberGroupId').execute(),
  };
}

async function addCounts(queries: Queries, groups: readonly Group[]): Promise<ListedGroup[]> {
  if (groups.length === 0) return [];
  const ids = groups.map(({ id }) => id);
  const members = await countMembers(queries, ids);
  const nested = new Map<GroupId, GroupId[]>();
  const nestings = queries.selectFrom('userGroupInGroup').selectAll().where('groupId', 'in', ids);
  for (const { groupId, memberGroupId } of await nestings.orderBy('memberGroupId').execute()) {
    nested.set(groupId, [...(nested.get(groupId) ?? []), memberGroupId]);
  }
  const all = await countAllMembers(queries, [...nested.keys()]);
  return groups.map((group) => {
    const count = members.get(group.id) ?? 0;
    return { ...group, groups: nested.get(group.id) ?? [], members: count, allMembers: all.get(group.id) ?? count };
  });
}

async function countMembers(queries: Queries, ids: readonly GroupId[]): Promise<ReadonlyMap<GroupId, number>> {
  const counted = await queries
    .selectFrom('userGroupMember')
    .select(({ fn }) => ['groupId', fn.countAll<number>().as('members')])
    .where('groupId', 'in', ids)
    .groupBy('groupId')
    .execute();
  const members = new Map(counted.map((row) => [row.groupId, Number(row.members)]));
  if (!ids.includes(ALL_USERS)) return members;
  const everybody = queries.selectFrom('user').select(({ fn }) => fn.countAll<number>().as('members'));
  return members.set(ALL_USERS, Number((await everybody.executeTakeFirstOrThrow()).members));
}

/** Of groups that hold others. */
async function countAllMembers(queries: Queries, ids: readonly GroupId[]): Promise<ReadonlyMap<GroupId, number>> {
  if (ids.length === 0) return new Map();
  const own = queries.selectFrom('userGroupMember').select(['groupId', 'userId']).where('groupId', 'in', ids);
  const nested = queries
    .selectFrom('userGroupInGroup')
    .innerJoin('userGroupMember', 'userGroupMember.groupId', 'userGroupInGroup.memberGroupId')
    .select(['userGroupInGroup.groupId', 'userGroupMember.userId'])
    .where('userGroupInGroup.groupId', 'in', ids);
  const counted = await queries
    .selectFrom(own.union(nested).as('effective'))
    .select(({ fn }) => ['groupId', fn.countAll<number>().as('members')])
    .groupBy('groupId')
    .execute();
  return new Map(counted.map((row) => [row.groupId, Number(row.members)]));
}

export function fromRow(row: Selectable<Tables['userGroup']>): Group {
  const { id, name, sourceId, externalId, createdAt } = row;
  return { id, name, builtIn: row.builtIn === 1, sourceId, externalId, createdAt };
}
