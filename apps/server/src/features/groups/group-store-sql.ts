import { ALL_USERS } from '@holdover/kernel';
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
  };
}

async function addCounts(queries: Queries, groups: readonly Group[]): Promise<ListedGroup[]> {
  if (groups.length === 0) return [];
  const counted = await queries
    .selectFrom('userGroupMember')
    .select(({ fn }) => ['groupId', fn.countAll<number>().as('members')])
    .where(
      'groupId',
      'in',
      groups.map(({ id }) => id),
    )
    .groupBy('groupId')
    .execute();
  const members = new Map(counted.map((row) => [row.groupId, row.members]));
  if (groups.some(({ id }) => id === ALL_USERS)) {
    const everybody = await queries
      .selectFrom('user')
      .select(({ fn }) => fn.countAll<number>().as('members'))
      .executeTakeFirstOrThrow();
    members.set(ALL_USERS, everybody.members);
  }
  return groups.map((group) => {
    const count = members.get(group.id) ?? 0;
    return { ...group, groups: [], members: count, allMembers: count };
  });
}

function fromRow(row: Selectable<Tables['userGroup']>): Group {
  const { id, name, sourceId, externalId, createdAt } = row;
  return { id, name, builtIn: row.builtIn === 1, sourceId, externalId, createdAt };
}
