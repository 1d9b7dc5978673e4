import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from '@holdover/kernel';
import { sql, type RawBuilder, type ReferenceExpression, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { ProblemFault } from '../problem-fault.ts';

/** A page of a list that later inserts do not shift: it goes on after the last item shown, not after a number of items. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageQuestion {
  readonly cursor?: string | undefined;
  readonly limit: number;
  readonly sort?: string | undefined;
}

export interface PagePlan<DB, TB extends keyof DB> {
  /** Sort names of the interface → columns that are never null. */
  readonly sorts: Readonly<Record<string, ReferenceExpression<DB, TB> & string>>;
  /** As in `sort`: `-` before it reverses. */
  readonly standard: string;
  /** Unique: decides between equals. */
  readonly id: ReferenceExpression<DB, TB> & string;
}

/**
 * Keyset paging over one sort column and the id.
 * @throws ProblemFault `invalid-query` for a sort that is not offered or a cursor of another list
 */
export async function readPage<DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  question: PageQuestion,
  plan: PagePlan<DB, TB>,
): Promise<Page<O>> {
  const { name, column, descending } = chooseSort(question.sort ?? plan.standard, plan);
  const direction = descending ? 'desc' : 'asc';
  const after = question.cursor === undefined ? undefined : decodeCursor(question.cursor, name);
  const compare = sql.raw(descending ? '<' : '>');
  const from =
    after === undefined
      ? query
      : query.where(sql<boolean>`(${sql.ref(column)}, ${sql.ref(plan.id)}) ${compare} (${after.value}, ${after.id})`);
  const selected = from
    .select([sql<string | number>`${sql.ref(column)}`.as('pageValue'), sql<string>`${sql.ref(plan.id)}`.as('pageId')])
    .orderBy(column, direction)
    .orderBy(plan.id, direction)
    .limit(question.limit + 1);
  // The builder cannot say what it selects while what the caller selected is a type parameter.
  const rows = (await selected.execute()) as unknown as readonly (O & { pageValue: string | number; pageId: string })[];
  const shown = rows.slice(0, question.limit);
  const last = shown.at(-1);
  const more = rows.length > question.limit && last !== undefined;
  return {
    items: shown.map(({ pageValue: _value, pageId: _id, ...item }) => item as unknown as O),
    nextCursor: more ? cursorAfter({ sort: name, value: last.pageValue, id: last.pageId }) : null,
  };
}

function chooseSort<DB, TB extends keyof DB>(text: string, plan: PagePlan<DB, TB>) {
  const descending = text.startsWith('-');
  const bare = descending ? text.slice(1) : text;
  const column = Object.hasOwn(plan.sorts, bare) ? plan.sorts[bare] : undefined;
  if (column === undefined) {
    throw new ProblemFault('invalid-query', [
      { pointer: '?sort', code: 'not-one-of', value: text, limit: Object.keys(plan.sorts) },
    ]);
  }
  return { name: text, column, descending };
}

interface Cursor {
  readonly sort: string;
  readonly value: string | number;
  readonly id: string;
}

/** Goes on behind this item, in every list that has the sort. */
export function cursorAfter(cursor: Cursor): string {
  return toBase64Url(utf8(JSON.stringify([cursor.sort, cursor.value, cursor.id])));
}

/** @throws ProblemFault `invalid-query` for the cursor of another list or order */
export function decodeCursor(text: string, sort: string): Cursor {
  const bytes = fromBase64Url(text);
  const parts = bytes === undefined ? undefined : readArray(bytes);
  const [cursorSort, value, id] = parts ?? [];
  const known = cursorSort === sort && isText(id) && (isTime(sort) ? Number.isSafeInteger(value) : isText(value));
  if (!known) throw new ProblemFault('invalid-query', [{ pointer: '?cursor', code: 'not-of-this-list' }]);
  return { sort, value: value as string | number, id }; // just looked at
}

/** Sorts by a time are by integers; all others by text. */
const isTime = (sort: string): boolean => /^-?at$|At$/.test(sort);

/** PostgreSQL knows no NUL. */
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');

function readArray(bytes: Uint8Array): readonly unknown[] | undefined {
  try {
    const read: unknown = JSON.parse(fromUtf8(bytes));
    return Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** Finds `text` anywhere in a lower-cased column; its own wildcards are plain characters. */
export function contains(column: string, text: string): RawBuilder<SqlBool> {
  const pattern = `%${text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql<SqlBool>`${sql.ref(column)} like ${pattern} escape '\\'`;
}
