import type { Queries } from '../database/database.ts';
import type { RevisionStore } from './revision-store.ts';

/** The least a terminal can be asked to hold: its protocol counts from 1, zero means nothing yet. */
const FIRST = 1;

export function createSqlRevisionStore(queries: Queries): RevisionStore {
  const raise = async (name: string): Promise<number> => {
    const { value } = await queries
      .insertInto('counter')
      .values({ name, value: FIRST + 1 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet((eb) => ({ value: eb('counter.value', '+', 1) })))
      .returning('value')
      .executeTakeFirstOrThrow();
    return value;
  };
  return {
    read: async () => {
      const row = await queries.selectFrom('counter').select('value').where('name', '=', 'revision').executeTakeFirst();
      return { revision: row?.value ?? FIRST };
    },
    raiseRevision: () => raise('revision'),
    lockChanges: async () => {
      await raise('change');
    },
  };
}
