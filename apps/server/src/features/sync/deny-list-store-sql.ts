import { denyDeltaField } from '@holdover/protocol';
import type { Queries } from '../../database/database.ts';
import type { DenyListStore, DenySubject } from './deny-list-store.ts';

export function createSqlDenyListStore(queries: Queries): DenyListStore {
  return {
    add: async (subjects, at) => {
      if (subjects.length === 0) return 0;
      const rows = subjects.map((subject) => ({ ...subject, addedAt: at }));
      const added = await queries
        .insertInto('denyEntry')
        .values(rows)
        .onConflict((conflict) => conflict.doNothing())
        .returning('subject')
        .execute();
      return added.length;
    },
    remove: async (subject) => {
      const { numDeletedRows } = await queries
        .deleteFrom('denyEntry')
        .where('subject', '=', subject)
        .executeTakeFirstOrThrow();
      return numDeletedRows > 0n;
    },
    prune: async (before) => {
      await queries.deleteFrom('denyEntry').where('addedAt', '<', before).execute();
    },
    entries: async () => {
      const rows = await queries.selectFrom('denyEntry').select(['kind', 'subject']).orderBy('subject').execute();
      return rows as DenySubject[]; // written by `add`
    },
    signed: async () => {
      const row = await queries.selectFrom('denyList').select('signed').where('name', '=', 'deny').executeTakeFirst();
      return row === undefined ? undefined : denyDeltaField.parse(JSON.parse(row.signed));
    },
    putSigned: async (list) => {
      const columns = { version: list.version, signed: JSON.stringify(list) };
      await queries
        .insertInto('denyList')
        .values({ name: 'deny', ...columns })
        .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
        .execute();
    },
  };
}
