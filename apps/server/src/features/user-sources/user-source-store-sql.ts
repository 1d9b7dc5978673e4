import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { LdapSettings, UserSource } from './user-source.ts';
import type { UserSourceStore } from './user-source-store.ts';

/** Parameters of one statement are bounded. */
const ROWS_AT_ONCE = 500;

export function createSqlUserSourceStore(queries: Queries): UserSourceStore {
  return {
    create: async (source) => {
      await queries
        .insertInto('userSource')
        .values({ ...toRow(source), claimedAt: null })
        .execute();
    },
    update: async (source) => {
      const { id, ...columns } = toRow(source);
      await queries.updateTable('userSource').set(columns).where('id', '=', id).execute();
    },
    delete: async (id) => {
      const nobody = { sourceId: null, externalId: null };
      await queries.updateTable('user').set(nobody).where('sourceId', '=', id).execute();
      await queries.updateTable('userGroup').set(nobody).where('sourceId', '=', id).execute();
      await queries.deleteFrom('userSource').where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('userSource').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    findByName: async (name) => {
      const key = nameKey(name);
      const row = await queries.selectFrom('userSource').selectAll().where('nameKey', '=', key).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: async ({ q, ...question }) => {
      let query = queries.selectFrom('userSource').selectAll();
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const sorts = { name: 'nameKey', createdAt: 'createdAt' } as const;
      const page = await readPage(query, question, { sorts, standard: 'name', id: 'id' });
      return { ...page, items: page.items.map(fromRow) };
    },
    ...peopled(queries),
    ...timed(queries),
  };
}

function peopled(queries: Queries): Pick<UserSourceStore, 'countUsers' | 'users' | 'absent' | 'setAbsent'> {
  return {
    countUsers: async (ids) => {
      if (ids.length === 0) return new Map();
      const rows = await queries
        .selectFrom('user')
        .select(({ fn }) => ['sourceId', fn.countAll<number>().as('users')])
        .where('sourceId', 'in', ids)
        .groupBy('sourceId')
        .execute();
      return new Map(rows.flatMap(({ sourceId, users }) => (sourceId === null ? [] : [[sourceId, users]])));
    },
    users: async (id) => {
      const rows = await queries
        .selectFrom('user')
        .select(['externalId', 'enabled'])
        .where('sourceId', '=', id)
        .execute();
      return rows.map(({ externalId, enabled }) => ({ externalId, enabled: enabled === 1 }));
    },
    absent: async (id) => {
      const rows = await queries
        .selectFrom('userSourceAbsent')
        .select('externalId')
        .where('userSourceId', '=', id)
        .execute();
      return new Set(rows.map(({ externalId }) => externalId));
    },
    setAbsent: async (id, externalIds) => {
      await queries.deleteFrom('userSourceAbsent').where('userSourceId', '=', id).execute();
      for (let at = 0; at < externalIds.length; at += ROWS_AT_ONCE) {
        const some = externalIds.slice(at, at + ROWS_AT_ONCE);
        const rows = some.map((externalId) => ({ userSourceId: id, externalId }));
        await queries.insertInto('userSourceAbsent').values(rows).execute();
      }
    },
  };
}

function timed(queries: Queries): Pick<UserSourceStore, 'due' | 'moveNext' | 'claim' | 'settle'> {
  return {
    due: async (now) => {
      const rows = await queries
        .selectFrom('userSource')
        .selectAll()
        .where('enabled', '=', bit(true))
        .where('nextAt', '<=', now)
        .orderBy('nextAt')
        .execute();
      return rows.map(fromRow);
    },
    moveNext: async (id, from, to) => {
      const moved = await queries
        .updateTable('userSource')
        .set({ nextAt: to })
        .where('id', '=', id)
        .where('nextAt', '=', from)
        .executeTakeFirst();
      return moved.numUpdatedRows === 1n;
    },
    claim: async (id, now, since) => {
      const claimed = await queries
        .updateTable('userSource')
        .set({ claimedAt: now })
        .where('id', '=', id)
        .where((eb) => eb.or([eb('claimedAt', 'is', null), eb('claimedAt', '<=', since), eb('claimedAt', '>', now)]))
        .executeTakeFirst();
      return claimed.numUpdatedRows === 1n;
    },
    settle: async (id, importId) => {
      const became = importId === null ? {} : { lastImportId: importId };
      await queries
        .updateTable('userSource')
        .set({ claimedAt: null, ...became })
        .where('id', '=', id)
        .execute();
    },
  };
}

function toRow({ settings, enabled, ...source }: UserSource) {
  return {
    ...source,
    nameKey: nameKey(source.name),
    enabled: bit(enabled),
    settings: JSON.stringify(settings),
  };
}

function fromRow(row: Selectable<Tables['userSource']>): UserSource {
  return {
    id: row.id,
    name: row.name,
    enabled: row.enabled === 1,
    settings: JSON.parse(row.settings) as LdapSettings, // written by toRow
    passwordSealed: row.passwordSealed,
    lastImportId: row.lastImportId,
    nextAt: row.nextAt,
    createdAt: row.createdAt,
  };
}
