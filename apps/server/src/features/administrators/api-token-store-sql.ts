import type { GrantedRight } from '@holdover/api';
import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { ApiToken } from './administrator.ts';
import type { ApiTokenStore } from './api-token-store.ts';

export function createSqlApiTokenStore(queries: Queries): ApiTokenStore {
  return {
    createApiToken: async (token, tokenHash) => {
      const row = { ...token, nameKey: nameKey(token.name), rights: JSON.stringify(token.rights), tokenHash };
      await queries.insertInto('apiToken').values(row).execute();
    },
    findApiToken: async (tokenHash) => {
      const row = await queries
        .selectFrom('apiToken')
        .selectAll()
        .where('tokenHash', '=', tokenHash)
        .executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    readApiToken: async (id) => {
      const row = await queries.selectFrom('apiToken').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    apiTokensPage: async ({ q, ...question }) => {
      let query = queries.selectFrom('apiToken').selectAll();
      if (q !== undefined && q !== '') query = query.where(contains('nameKey', q));
      const page = await readPage(query, question, {
        sorts: { name: 'nameKey', createdAt: 'createdAt' },
        standard: 'name',
        id: 'id',
      });
      return { ...page, items: page.items.map(fromRow) };
    },
    touchApiToken: async (id, lastUsedAt) => {
      await queries.updateTable('apiToken').set({ lastUsedAt }).where('id', '=', id).execute();
    },
    deleteApiToken: async (id) => {
      await queries.deleteFrom('apiToken').where('id', '=', id).execute();
    },
  };
}

function fromRow({ tokenHash: _hash, nameKey: _key, rights, ...row }: Selectable<Tables['apiToken']>): ApiToken {
  return { ...row, rights: JSON.parse(rights) as GrantedRight[] }; // written from the same type
}
