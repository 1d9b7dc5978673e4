import { ALL_DEVICES } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { DeviceGroup, ListedDeviceGroup } from './device-group.ts';
import type { DeviceGroupStore } from './device-group-store.ts';

export function createSqlDeviceGroupStore(queries: Queries): DeviceGroupStore {
  return {
    create: async (group) => {
      const row = { ...group, nameKey: nameKey(group.name), site: bit(group.site), builtIn: bit(group.builtIn) };
      await queries.insertInto('deviceGroup').values(row).execute();
    },
    update: async ({ id, name, site }) => {
      const columns = { name, nameKey: nameKey(name), site: bit(site) };
      await queries.updateTable('deviceGroup').set(columns).where('id', '=', id).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('deviceGroup').where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('deviceGroup').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : (await addCounts(queries, [fromRow(row)]))[0];
    },
    findByName: async (name) => {
      const key = nameKey(name);
      const row = await queries.selectFrom('deviceGroup').selectAll().where('nameKey', '=', key).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: async ({ q, site, ...question }) => {
      let query = queries.selectFrom('deviceGroup').selectAll();
      if (site !== undefined) query = query.where('site', '=', bit(site));
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: await addCounts(queries, page.items.map(fromRow)) };
    },
    ...membership(queries),
  };
}

type MemberPart = 'add' | 'remove' | 'devicesInOtherSites' | 'siteOf';

function membership(queries: Queries): Pick<DeviceGroupStore, MemberPart> {
  return {
    add: async (groupId, deviceId) => {
      const added = await queries
        .insertInto('deviceGroupMember')
        .values({ groupId, deviceId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return added.numInsertedOrUpdatedRows !== 0n;
    },
    remove: async (groupId, deviceId) => {
      const gone = await queries
        .deleteFrom('deviceGroupMember')
        .where('groupId', '=', groupId)
        .where('deviceId', '=', deviceId)
        .executeTakeFirst();
      return gone.numDeletedRows !== 0n;
    },
    devicesInOtherSites: async (id) => {
      const rows = await queries
        .selectFrom('deviceGroupMember as own')
        .innerJoin('deviceGroupMember as other', 'other.deviceId', 'own.deviceId')
        .innerJoin('deviceGroup', 'deviceGroup.id', 'other.groupId')
        .innerJoin('device', 'device.id', 'own.deviceId')
        .select(['device.id', 'device.name', 'device.nameKey'])
        .distinct()
        .where('own.groupId', '=', id)
        .where('other.groupId', '!=', id)
        .where('deviceGroup.site', '=', 1)
        .orderBy('device.nameKey')
        .execute();
      return rows.map(({ id: deviceId, name }) => ({ id: deviceId, name }));
    },
    siteOf: async (deviceId) => {
      const row = await queries
        .selectFrom('deviceGroupMember')
        .innerJoin('deviceGroup', 'deviceGroup.id', 'deviceGroupMember.groupId')
        .select(['deviceGroup.id', 'deviceGroup.name'])
        .where('deviceGroupMember.deviceId', '=', deviceId)
        .where('deviceGroup.site', '=', 1)
        .executeTakeFirst();
      return row;
    },
  };
}

async function addCounts(queries: Queries, groups: readonly DeviceGroup[]): Promise<ListedDeviceGroup[]> {
  if (groups.length === 0) return [];
  const counted = await queries
    .selectFrom('deviceGroupMember')
    .select(({ fn }) => ['groupId', fn.countAll<number>().as('members')])
    .where(
      'groupId',
      'in',
      groups.map(({ id }) => id),
    )
    .groupBy('groupId')
    .execute();
  const members = new Map(counted.map((row) => [row.groupId, row.members]));
  if (groups.some(({ id }) => id === ALL_DEVICES)) {
    const all = await queries
      .selectFrom('device')
      .select(({ fn }) => fn.countAll<number>().as('members'))
      .executeTakeFirstOrThrow();
    members.set(ALL_DEVICES, all.members);
  }
  return groups.map((group) => ({ ...group, members: members.get(group.id) ?? 0 }));
}

function fromRow(row: Selectable<Tables['deviceGroup']>): DeviceGroup {
  return { id: row.id, name: row.name, site: row.site === 1, builtIn: row.builtIn === 1, createdAt: row.createdAt };
}
