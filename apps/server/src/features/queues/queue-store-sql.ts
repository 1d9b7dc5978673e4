import { ALL_DEVICES, canonicalJson, type DeviceGroupId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Queue } from './queue.ts';
import type { QueueStore } from './queue-store.ts';

export function createSqlQueueStore(queries: Queries): QueueStore {
  const all = () => queries.selectFrom('queue').selectAll();
  return {
    create: async (queue) => {
      await queries.insertInto('queue').values(toRow(queue)).execute();
    },
    update: async (queue) => {
      const { id, ...columns } = toRow(queue);
      await queries.updateTable('queue').set(columns).where('id', '=', id).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('queue').where('id', '=', id).execute();
    },
    read: async (id) => optional(await all().where('id', '=', id).executeTakeFirst()),
    findByPath: async (path) => optional(await all().where('path', '=', path).executeTakeFirst()),
    page: async ({ q, ...question }) => {
      let query = all();
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', path: 'path', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: page.items.map(fromRow) };
    },
    all: async () => (await all().orderBy('path').execute()).map(fromRow),
    abilitiesAt: async (queue) => {
      const rows = await printersOf(queries, queue).execute();
      return rows.map(({ color, duplex, formats, media, pagesPerMinute }) => ({
        color: color === 1,
        duplex: duplex === 1,
        formats: JSON.parse(formats) as readonly string[], // checked when the terminal told
        media: JSON.parse(media) as readonly string[], // as formats
        pagesPerMinute,
      }));
    },
    ofDevice: async (id) => (await all().where('deviceId', '=', id).orderBy('path').execute()).map(fromRow),
  };
}

function printersOf(queries: Queries, { deviceId, deviceGroups }: Pick<Queue, 'deviceId' | 'deviceGroups'>) {
  const there = queries
    .selectFrom('terminalPrinter')
    .innerJoin('terminal', 'terminal.id', 'terminalPrinter.terminalId')
    .innerJoin('device', 'device.id', 'terminalPrinter.deviceId')
    .select(['color', 'duplex', 'formats', 'media', 'pagesPerMinute'])
    .distinct()
    .where('terminal.revokedAt', 'is', null)
    .where('device.active', '=', 1);
  if (deviceId !== null) return there.where('device.id', '=', deviceId);
  if (deviceGroups.length === 0 || deviceGroups.includes(ALL_DEVICES)) return there;
  return there.where('device.id', 'in', (eb) =>
    eb.selectFrom('deviceGroupMember').select('deviceId').where('groupId', 'in', deviceGroups),
  );
}

function toRow({ deviceGroups, acceptingJobs, ...queue }: Queue): Selectable<Tables['queue']> {
  return {
    ...queue,
    nameKey: nameKey(queue.name),
    deviceGroups: canonicalJson([...deviceGroups]),
    acceptingJobs: bit(acceptingJobs),
  };
}

function fromRow({ nameKey: _key, deviceGroups, acceptingJobs, ...row }: Selectable<Tables['queue']>): Queue {
  return {
    ...row,
    deviceGroups: JSON.parse(deviceGroups) as readonly DeviceGroupId[], // written by toRow
    acceptingJobs: acceptingJobs === 1,
  };
}

const optional = (row: Selectable<Tables['queue']> | undefined): Queue | undefined =>
  row === undefined ? undefined : fromRow(row);
