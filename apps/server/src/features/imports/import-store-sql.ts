import type { Selectable } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { bit, type Tables } from '../../database/tables.ts';
import type { ImportState, UserImport } from './import.ts';
import type { ImportStore } from './import-store.ts';

/** Rows of one INSERT, well under the parameters both engines take. */
const ROWS_AT_ONCE = 1_000;

export function createSqlImportStore(queries: Queries): ImportStore {
  return {
    create: async (made) => {
      await queries.insertInto('userImport').values(toRow(made)).execute();
    },
    update: async (now) => {
      const { id, ...columns } = toRow(now);
      await queries.updateTable('userImport').set(columns).where('id', '=', id).execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('userImport').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    running: async () =>
      (await queries.selectFrom('userImport').selectAll().where('state', '=', 'running').execute()).map(fromRow),
    addErrors: async (importId, errors) => {
      for (let at = 0; at < errors.length; at += ROWS_AT_ONCE) {
        const rows = errors
          .slice(at, at + ROWS_AT_ONCE)
          .map((error, index) => ({ importId, position: at + index, ...error }));
        await queries.insertInto('userImportError').values(rows).execute();
      }
    },
    errors: (id) =>
      queries
        .selectFrom('userImportError')
        .select(['line', 'column', 'reason'])
        .where('importId', '=', id)
        .orderBy('position')
        .execute(),
  };
}

function toRow(made: UserImport): Selectable<Tables['userImport']> {
  return { ...made, dryRun: bit(made.dryRun) };
}

function fromRow(row: Selectable<Tables['userImport']>): UserImport {
  return { ...row, state: row.state as ImportState, dryRun: row.dryRun === 1 }; // written by toRow
}
