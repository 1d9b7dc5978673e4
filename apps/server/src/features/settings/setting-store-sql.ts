import { canonicalJson } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import type { SettingStore } from './setting-store.ts';

export function createSqlSettingStore(queries: Queries): SettingStore {
  return {
    read: async (name) => {
      const row = await queries.selectFrom('setting').select('value').where('name', '=', name).executeTakeFirst();
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    },
    write: async (name, value) => {
      const text = canonicalJson(value);
      await queries
        .insertInto('setting')
        .values({ name, value: text })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
        .execute();
    },
  };
}
