import type { DeviceLink, DeviceModel } from '@holdover/api';
import { ALL_DEVICES, type DeviceGroupId, type DeviceId } from '@holdover/kernel';
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Device, ListedDevice } from './device.ts';
import type { DeviceStore } from './device-store.ts';

export function createSqlDeviceStore(queries: Queries): DeviceStore {
  return {
    create: async (device) => {
      await queries.insertInto('device').values(toRow(device)).execute();
    },
    update: async (device) => {
      const { id, ...columns } = toRow(device);
      await queries.updateTable('device').set(columns).where('id', '=', id).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('device').where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('device').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : (await addGroups(queries, [fromRow(row)]))[0];
    },
    findByName: async (name) => {
      const key = nameKey(name);
      const row = await queries.selectFrom('device').selectAll().where('nameKey', '=', key).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: async ({ q, deviceGroup, grouped, model, profileId, active, backlog, link, ...question }) => {
      let query = queries.selectFrom('device').selectAll();
      if (model !== undefined) query = query.where('model', '=', model);
      if (profileId !== undefined) query = query.where('profileId', '=', profileId);
      if (active !== undefined) query = query.where('active', '=', bit(active));
      if (grouped !== undefined) {
        query = query.where('id', grouped ? 'in' : 'not in', (eb) =>
          eb.selectFrom('deviceGroupMember').select('deviceId'),
        );
      }
      if (backlog === true) query = query.where(hasBacklog);
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      if (link !== undefined) query = query.where(linkedAs(link));
      if (deviceGroup !== undefined && deviceGroup !== ALL_DEVICES) {
        query = query.where('id', 'in', (eb) =>
          eb.selectFrom('deviceGroupMember').select('deviceId').where('groupId', '=', deviceGroup),
        );
      }
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', model: 'model', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: await addGroups(queries, page.items.map(fromRow)) };
    },
    all: async () =>
      addGroups(queries, (await queries.selectFrom('device').selectAll().orderBy('nameKey').execute()).map(fromRow)),
    usesProfile: async (profile) => {
      const row = await queries
        .selectFrom('device')
        .select('id')
        .where('profileId', '=', profile)
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function hasBacklog(eb: ExpressionBuilder<Tables, 'device'>): Expression<SqlBool> {
  const living = eb.selectFrom('terminal').select('deviceId').where('revokedAt', 'is', null);
  return eb('id', 'in', living.where('journalBacklog', '>', 0));
}

/** Devices whose terminals have that link; of `none`, those that have no terminal. */
function linkedAs(link: DeviceLink) {
  return (eb: ExpressionBuilder<Tables, 'device'>): Expression<SqlBool> => {
    const living = eb.selectFrom('terminal').select('deviceId').where('revokedAt', 'is', null);
    if (link === 'none') return eb('id', 'not in', living);
    if (link === 'away') return eb('id', 'in', living.where('linkedTo', 'is', null));
    const linked = living.where('linkedTo', 'is not', null);
    return eb('id', 'in', linked.where('linkDegraded', '=', bit(link === 'degraded')));
  };
}

/** Above this many, reading all memberships is cheaper than naming each device. */
const NAMED_MOST = 1_000;

async function addGroups(queries: Queries, devices: readonly Device[]): Promise<ListedDevice[]> {
  if (devices.length === 0) return [];
  let query = queries.selectFrom('deviceGroupMember').selectAll().orderBy('groupId');
  const ids = devices.map(({ id }) => id);
  if (ids.length <= NAMED_MOST) query = query.where('deviceId', 'in', ids);
  const groups = new Map<DeviceId, DeviceGroupId[]>();
  for (const { deviceId, groupId } of await query.execute()) {
    groups.set(deviceId, [...(groups.get(deviceId) ?? []), groupId]);
  }
  return devices.map((device) => ({ ...device, deviceGroups: groups.get(device.id) ?? [] }));
}

function toRow(device: Device): Selectable<Tables['device']> {
  return { ...device, nameKey: nameKey(device.name), active: bit(device.active) };
}

function fromRow(row: Selectable<Tables['device']>): Device {
  return {
    id: row.id,
    name: row.name,
    model: row.model as DeviceModel, // written by toRow
    profileId: row.profileId,
    address: row.address,
    active: row.active === 1,
    printerPin: row.printerPin,
    createdAt: row.createdAt,
  };
}
