import type { AlertKind } from '@holdover/api';
import type { AlertId } from '@holdover/kernel';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import type { Alert, AlertStore } from './alert-store.ts';

export function createSqlAlertStore(queries: Queries): AlertStore {
  const read = async (id: AlertId): Promise<Alert | undefined> => {
    const row = await alertRows(queries).where('alert.id', '=', id).executeTakeFirst();
    return row && toAlert(row);
  };
  return {
    raise: async (alert) => {
      const standing = queries.selectFrom('alert').select('id').where('clearedAt', 'is', null);
      const same = standing.where('kind', '=', alert.kind).where('deviceId', '=', alert.deviceId);
      if ((await same.limit(1).executeTakeFirst()) !== undefined) return undefined;
      await queries
        .insertInto('alert')
        .values({ ...alert, clearedAt: null })
        .execute();
      return read(alert.id);
    },
    clear: async (id, clearedAt) => {
      const update = queries
        .updateTable('alert')
        .set({ clearedAt })
        .where('id', '=', id)
        .where('clearedAt', 'is', null);
      return (await update.executeTakeFirstOrThrow()).numUpdatedRows > 0n ? read(id) : undefined;
    },
    read,
    standing: async (kinds) => {
      const rows = await alertRows(queries).where('clearedAt', 'is', null).where('alert.kind', 'in', kinds).execute();
      return rows.map(toAlert);
    },
    page: async ({ q, state, kind, deviceId, ...question }) => {
      let query = alertRows(queries);
      if (state !== 'all') query = query.where('clearedAt', state === 'standing' ? 'is' : 'is not', null);
      if (kind !== undefined) query = query.where('alert.kind', '=', kind);
      if (deviceId !== undefined) query = query.where('alert.deviceId', '=', deviceId);
      if (q !== undefined && q !== '') query = query.where(contains('detail', q));
      const page = await readPage(query, question, {
        sorts: { raisedAt: 'alert.raisedAt' },
        standard: '-raisedAt',
        id: 'alert.id',
      });
      return { ...page, items: page.items.map(toAlert) };
    },
  };
}

const alertRows = (queries: Queries) =>
  queries
    .selectFrom('alert')
    .leftJoin('device', 'device.id', 'alert.deviceId')
    .selectAll('alert')
    .select('device.name as deviceName');

function toAlert({ kind, ...row }: Selectable<Tables['alert']> & { deviceName: string | null }): Alert {
  return { ...row, kind: kind as AlertKind }; // written by `raise`
}
