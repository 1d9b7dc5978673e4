import { toRfc3339, type ImportId } from '@holdover/kernel';
import type { Queries } from '../../database/database.ts';
import { readPage } from '../../database/page.ts';
import { bit } from '../../database/tables.ts';
import { effectFrom, fromRow, importFrom, logFrom, place, toColumns } from './import-rows-sql.ts';
import type { ImportStore } from './import-store.ts';

/** Rows of one INSERT, well under the parameters both engines take. */
const ROWS_AT_ONCE = 1_000;

export function createSqlImportStore(queries: Queries): ImportStore {
  return { ...importTable(queries), ...outcomes(queries), ...logLines(queries) };
}

type ImportTable = 'create' | 'read' | 'page' | 'running' | 'tell' | 'askToCancel' | 'finish' | 'forget';

function importTable(queries: Queries): Pick<ImportStore, ImportTable> {
  return {
    create: async ({ id, ...made }, { owner, work }) => {
      const mine = { owner, work: JSON.stringify(work), seenAt: made.startedAt, cancelAsked: bit(false) };
      await queries
        .insertInto('userImport')
        .values({ id, ...toColumns(made), ...mine })
        .execute();
    },
    read: async (id) => {
      const row = await queries.selectFrom('userImport').selectAll().where('id', '=', id).executeTakeFirst();
      return row === undefined ? undefined : fromRow(row);
    },
    page: async ({ source, ...question }) => {
      let query = queries.selectFrom('userImport').selectAll();
      if (source !== undefined) query = query.where('sourceId', '=', source);
      const plan = { sorts: { startedAt: 'startedAt' }, standard: '-startedAt', id: 'id' } as const;
      const page = await readPage(query, question, plan);
      return { ...page, items: page.items.map(importFrom) };
    },
    running: async () => {
      const rows = await queries.selectFrom('userImport').selectAll().where('state', '=', 'running').execute();
      return rows.map(fromRow).toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
    tell: async (id, { progress, seenAt, work }) => {
      const row = await queries
        .updateTable('userImport')
        .set({ ...progress, seenAt, ...(work === undefined ? {} : { work: JSON.stringify(work) }) })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .returning('cancelAsked')
        .executeTakeFirst();
      return row === undefined ? undefined : { cancelAsked: row.cancelAsked === 1 };
    },
    askToCancel: async (id) => {
      await queries.updateTable('userImport').set({ cancelAsked: 1 }).where('id', '=', id).execute();
    },
    finish: async ({ id, ...over }) => {
      const { numUpdatedRows } = await queries
        .updateTable('userImport')
        .set({ ...toColumns(over), work: null })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .executeTakeFirst();
      return numUpdatedRows !== 0n;
    },
    forget: async (before) => {
      await queries.deleteFrom('userImport').where('finishedAt', '<', before).execute();
    },
  };
}

type Outcomes = 'addErrors' | 'errors' | 'countFailed' | 'addEffects' | 'effects';

function outcomes(queries: Queries): Pick<ImportStore, Outcomes> {
  return {
    addErrors: async (importId, errors, position) => {
      for (const [at, part] of parts(errors)) {
        const rows = part.map((error, index) => ({ importId, position: position + at + index, ...error }));
        await queries.insertInto('userImportError').values(rows).execute();
      }
    },
    errors: (id) =>
      queries
        .selectFrom('userImportError')
        .select(['line', 'column', 'reason'])
        .where('importId', '=', id)
        .orderBy('line')
        .orderBy('position')
        .execute(),
    countFailed: async (id) => {
      const { failed } = await queries
        .selectFrom('userImportError')
        .select(({ fn }) => fn.count<number>('line').distinct().as('failed'))
        .where('importId', '=', id)
        .where('position', '>=', 0)
        .executeTakeFirstOrThrow();
      return failed;
    },
    addEffects: async (importId, effects, position) => {
      for (const [at, part] of parts(effects)) {
        const rows = part.map(({ fields, ...effect }, index) => ({
          importId,
          place: place(position + at + index),
          ...effect,
          fields: fields.join(' '),
        }));
        await queries.insertInto('userImportEffect').values(rows).execute();
      }
    },
    effects: async (id, { action, ...question }) => {
      let query = queries.selectFrom('userImportEffect').selectAll().where('importId', '=', id);
      if (action !== undefined) query = query.where('action', '=', action);
      const page = await readPage(query, question, { sorts: { line: 'place' }, standard: 'line', id: 'place' });
      return { ...page, items: page.items.map(effectFrom) };
    },
  };
}

function logLines(queries: Queries): Pick<ImportStore, 'addLog' | 'countLog' | 'log'> {
  return {
    addLog: async (importId, lines) => {
      const rows = lines.map(({ number, values, ...line }) => ({
        importId,
        place: place(number),
        ...line,
        values: JSON.stringify(values),
      }));
      await queries.insertInto('userImportLog').values(rows).execute();
    },
    countLog: async (id: ImportId) => {
      const { lines } = await queries
        .selectFrom('userImportLog')
        .select(({ fn }) => fn.countAll<number>().as('lines'))
        .where('importId', '=', id)
        .executeTakeFirstOrThrow();
      return lines;
    },
    log: async (id, question) => {
      const query = queries.selectFrom('userImportLog').selectAll().where('importId', '=', id);
      const page = await readPage(query, question, { sorts: { number: 'place' }, standard: 'number', id: 'place' });
      return { ...page, items: page.items.map((row) => ({ ...logFrom(row), at: toRfc3339(row.at) })) };
    },
  };
}

function* parts<T>(items: readonly T[]): Generator<readonly [number, readonly T[]]> {
  for (let at = 0; at < items.length; at += ROWS_AT_ONCE) yield [at, items.slice(at, at + ROWS_AT_ONCE)];
}
