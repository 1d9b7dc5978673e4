import type { LoginMethod, PanelAction } from '@holdover/api';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import { bit, type Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { Profile, ScanTarget } from './profile.ts';
import type { ProfileStore } from './profile-store.ts';

export function createSqlProfileStore(queries: Queries): ProfileStore {
  const one = async (column: 'id' | 'nameKey', value: string): Promise<Profile | undefined> => {
    const row = await queries.selectFrom('profile').selectAll().where(column, '=', value).executeTakeFirst();
    return row === undefined ? undefined : fromRow(row);
  };
  return {
    create: async (profile) => {
      await queries.insertInto('profile').values(toRow(profile)).execute();
    },
    update: async (profile) => {
      const { id, ...columns } = toRow(profile);
      await queries.updateTable('profile').set(columns).where('id', '=', id).execute();
    },
    delete: async (id) => {
      await queries.deleteFrom('profile').where('id', '=', id).execute();
    },
    read: (id) => one('id', id),
    readDefault: async () => {
      const row = await queries.selectFrom('profile').selectAll().where('isDefault', '=', 1).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    findByName: (name) => one('nameKey', nameKey(name)),
    page: async ({ q, ...question }) => {
      let query = queries.selectFrom('profile').selectAll();
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: page.items.map(fromRow) };
    },
    all: async () => (await queries.selectFrom('profile').selectAll().execute()).map(fromRow),
  };
}

function toRow({ default: isDefault, ...profile }: Profile): Selectable<Tables['profile']> {
  return {
    ...profile,
    nameKey: nameKey(profile.name),
    loginMethods: JSON.stringify(profile.loginMethods),
    actions: JSON.stringify(profile.actions),
    cardRegistration: bit(profile.cardRegistration),
    scanToUsb: bit(profile.scanToUsb),
    scanTargets: JSON.stringify(profile.scanTargets),
    isDefault: bit(isDefault),
  };
}

function fromRow(row: Selectable<Tables['profile']>): Profile {
  return {
    id: row.id,
    name: row.name,
    loginMethods: JSON.parse(row.loginMethods) as LoginMethod[], // written by toRow, as the others below
    idleTimeoutSeconds: row.idleTimeoutSeconds,
    maxSyncedUsers: row.maxSyncedUsers,
    requireProtector: row.requireProtector as Profile['requireProtector'],
    cardTransformation: row.cardTransformation,
    actions: JSON.parse(row.actions) as PanelAction[],
    cardRegistration: row.cardRegistration === 1,
    scanToUsb: row.scanToUsb === 1,
    scanTargets: JSON.parse(row.scanTargets) as ScanTarget[],
    default: row.isDefault === 1,
    createdAt: row.createdAt,
  };
}
