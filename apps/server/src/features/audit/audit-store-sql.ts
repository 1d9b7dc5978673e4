import { canonicalJson, type Json } from '@holdover/kernel';
import { sql, type RawBuilder, type Selectable, type SqlBool } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, cursorAfter, decodeCursor, type Page, type PageQuestion } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import { ProblemFault } from '../../problem-fault.ts';
import { nameKey } from '../users/user.ts';
import type { AuditEntry } from './audit-log.ts';
import type { AuditFilter, AuditStore } from './audit-store.ts';

/** Rows of one INSERT, well under the parameters both engines take. */
const ROWS_AT_ONCE = 500;
/** PostgreSQL takes some 2,700 bytes as the key of an index. */
const SEARCHED = 600;

export function createSqlAuditStore(queries: Queries): AuditStore {
  return {
    head: () =>
      queries
        .selectFrom('auditEntry')
        .select(['sequence', 'hash'])
        .orderBy('sequence', 'desc')
        .limit(1)
        .executeTakeFirst(),
    append: async (entries) => {
      for (let at = 0; at < entries.length; at += ROWS_AT_ONCE) {
        await queries
          .insertInto('auditEntry')
          .values(entries.slice(at, at + ROWS_AT_ONCE).map(toRow))
          .execute();
      }
    },
    page: (question) => readAuditPage(queries, question),
    piece: async ({ after, last, most }, filter = {}) => {
      const rows = await queries
        .selectFrom('auditEntry')
        .selectAll()
        .where('sequence', '>', after)
        .where('sequence', '<=', last)
        .where((eb) => eb.and(matches(filter, UNINDEXED)))
        .orderBy('sequence')
        .limit(most)
        .execute();
      return rows.map(fromRow);
    },
    tail: async (most) => {
      const rows = await queries.selectFrom('auditEntry').selectAll().orderBy('sequence', 'desc').limit(most).execute();
      return rows.map(fromRow).toReversed();
    },
  };
}

function toRow({ actor, target, before, after, ...entry }: AuditEntry): Selectable<Tables['auditEntry']> {
  return {
    ...entry,
    actorKind: actor.kind,
    actorId: actor.id,
    actorName: actor.name,
    targetKind: target.kind,
    targetId: target.id,
    targetName: target.name,
    before: canonicalJson(before),
    after: canonicalJson(after),
    searchText: nameKey([entry.action, target.name ?? '', actor.name].join('\n')).slice(0, SEARCHED),
  };
}

/**
 * The sequences first, from an index alone, then the entries: whatever is asked for, only what is shown is read whole.
 * @throws ProblemFault `invalid-query`
 */
async function readAuditPage(queries: Queries, question: AuditFilter & PageQuestion): Promise<Page<AuditEntry>> {
  const { sort = '-at', cursor, limit } = question;
  if (sort !== '-at' && sort !== 'at') {
    throw new ProblemFault('invalid-query', [{ pointer: '?sort', code: 'not-one-of', value: sort, limit: ['at'] }]);
  }
  let query = queries
    .selectFrom('auditEntry')
    .select('sequence')
    .where((eb) => eb.and(matches(question, INDEXED)));
  // SQLite reads backwards from the newest entry unless it is told where the time ends: by the index of times.
  if (question.until !== undefined)
    query = query.where(
      sql<SqlBool>`sequence <= (select max(sequence + 0) from ${sql.table('auditEntry')} where at < ${question.until})`,
    );
  const after = cursor === undefined ? undefined : Number(decodeCursor(cursor, sort).value);
  if (after !== undefined) query = query.where('sequence', sort === 'at' ? '>' : '<', after);
  const direction = sort === 'at' ? 'asc' : 'desc';
  // Words are looked for in their index from end to end; in the log's own order SQLite would read every entry whole.
  const searched = question.q !== undefined && question.q !== '';
  const found = await query
    .orderBy(searched ? sql`sequence + 0` : 'sequence', direction)
    .limit(limit + 1)
    .execute();
  const shown = found.slice(0, limit).map(({ sequence }) => sequence);
  const last = shown.at(-1);
  const more = found.length > limit && last !== undefined;
  const rows =
    last === undefined
      ? []
      : await queries
          .selectFrom('auditEntry')
          .selectAll()
          .where('sequence', 'in', shown)
          .orderBy('sequence', direction)
          .execute();
  const nextCursor = more ? cursorAfter({ sort, value: last, id: String(last) }) : null;
  return { items: rows.map(fromRow), nextCursor };
}

type Column = 'action' | 'actorId' | 'actorKind' | 'at' | 'targetId' | 'targetKind';

const INDEXED = (column: Column): RawBuilder<unknown> => sql`${sql.ref(column)}`;
/** Keeps an index from being taken, whose order would have to be sorted again for each piece. */
const UNINDEXED = (column: Column): RawBuilder<unknown> =>
  column === 'at' ? sql`(at + 0)` : sql`coalesce(${sql.ref(column)}, '')`;

function matches(filter: AuditFilter, column: typeof INDEXED): RawBuilder<SqlBool>[] {
  const { q, action, target, targetKind, actor, actorKind, from, until } = filter;
  const wanted: RawBuilder<SqlBool>[] = [];
  const equal = (name: Column, value: string | undefined): void => {
    if (value !== undefined) wanted.push(sql`${column(name)} = ${value}`);
  };
  if (action?.endsWith('.') === true) {
    // `/` comes right behind `.`, and text compares by code point on both engines.
    wanted.push(sql`${column('action')} >= ${action} and ${column('action')} < ${`${action.slice(0, -1)}/`}`);
  } else equal('action', action);
  equal('targetId', target);
  equal('targetKind', targetKind);
  equal('actorId', actor);
  equal('actorKind', actorKind);
  if (from !== undefined) wanted.push(sql`${column('at')} >= ${from}`);
  if (until !== undefined) wanted.push(sql`${column('at')} < ${until}`);
  if (q !== undefined && q !== '') wanted.push(contains('searchText', q));
  return wanted;
}

function fromRow(row: Selectable<Tables['auditEntry']>): AuditEntry {
  return {
    sequence: row.sequence,
    id: row.id,
    at: row.at,
    // Written by `append` from the same types.
    actor: { kind: row.actorKind, id: row.actorId, name: row.actorName } as AuditEntry['actor'],
    action: row.action,
    target: { kind: row.targetKind, id: row.targetId, name: row.targetName },
    before: JSON.parse(row.before) as Json,
    after: JSON.parse(row.after) as Json,
    previousHash: row.previousHash,
    hash: row.hash,
  };
}
