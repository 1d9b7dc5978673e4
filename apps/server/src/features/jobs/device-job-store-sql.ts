import type { UserId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import { isWithin } from '../../database/time-range.ts';
import { bitOrNull, jobSearchText } from './job-row.ts';
import type { DeviceJobStore, ListedDeviceJob } from './job-store.ts';

/** Of one statement: both engines bound the number of its parameters. */
const ROWS_AT_ONCE = 256;

export function createSqlDeviceJobStore(queries: Queries): DeviceJobStore {
  return {
    replaceAll: async ({ id: terminalId, deviceId }, jobs) => {
      await queries.deleteFrom('deviceJob').where('terminalId', '=', terminalId).execute();
      const rows = jobs.map((job) => ({
        ...job,
        terminalId,
        deviceId,
        color: bitOrNull(job.color),
        searchText: jobSearchText(job),
      }));
      for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
        await queries
          .insertInto('deviceJob')
          .values(rows.slice(from, from + ROWS_AT_ONCE))
          .execute();
      }
    },
    removeAll: async (terminalId) => {
      await queries.deleteFrom('deviceJob').where('terminalId', '=', terminalId).execute();
    },
    page: async ({ q, userId, deviceId, state, from, until, ...question }) => {
      let query = listedJobs(queries).where(isWithin('deviceJob.createdAt', { from, until }));
      if (q !== undefined && q !== '') query = query.where(contains('deviceJob.searchText', q));
      if (userId !== undefined) query = query.where('deviceJob.userId', '=', userId);
      if (deviceId !== undefined) query = query.where('deviceJob.deviceId', '=', deviceId);
      if (state !== undefined) query = query.where('deviceJob.state', '=', state as 'held'); // any other finds nothing
      const page = await readPage(query, question, {
        sorts: { createdAt: 'deviceJob.createdAt' },
        standard: '-createdAt',
        id: 'deviceJob.id',
      });
      return { ...page, items: page.items.map(listed) };
    },
    list: async (id) => {
      const row = await listedJobs(queries).where('deviceJob.id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : listed(row);
    },
  };
}

const listedJobs = (queries: Queries) =>
  queries
    .selectFrom('deviceJob')
    .leftJoin('device', 'device.id', 'deviceJob.deviceId')
    .leftJoin('user', 'user.id', 'deviceJob.userId')
    .selectAll('deviceJob')
    .select(['device.name as deviceName', 'user.id as ownerId']);

type Row = Selectable<Tables['deviceJob']> & { readonly deviceName: string | null; readonly ownerId: UserId | null };

function listed({ terminalId: _terminal, searchText: _text, ownerId, color, ...job }: Row): ListedDeviceJob {
  return { ...job, color: color === null ? null : color === 1, ownerExists: ownerId !== null };
}
