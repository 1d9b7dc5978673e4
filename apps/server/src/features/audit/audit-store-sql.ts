import { canonicalJson, type Json } from '@holdover/kernel';
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely';
import type { Queries } from '../../database/database.ts';
import { contains, readPage } from '../../database/page.ts';
import type { Tables } from '../../database/tables.ts';
import { nameKey } from '../users/user.ts';
import type { AuditEntry } from './audit-log.ts';
import type { AuditFilter, AuditStore } from './audit-store.ts';

/** Rows of one INSERT, well under the parameters both engines take. */
const ROWS_AT_ONCE = 500;

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
    page: async (question) => {
      const query = queries
        .selectFrom('auditEntry')
        .selectAll()
        .where((eb) => matches(eb, question));
      const page = await readPage(query, question, { sorts: { at: 'sequence' }, standard: '-at', id: 'id' });
      return { ...page, items: page.items.map(fromRow) };
    },
    piece: async ({ after, last, most }, filter = {}) => {
      const rows = await queries
        .selectFrom('auditEntry')
        .selectAll()
        .where('sequence', '>', after)
        .where('sequence', '<=', last)
        .where((eb) => matches(eb, filter))
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
    searchText: nameKey([entry.action, target.name ?? '', actor.name].join('\n')),
  };
}

function matches(eb: ExpressionBuilder<Tables, 'auditEntry'>, filter: AuditFilter): Expression<SqlBool> {
  const { q, action, target, targetKind, actor, actorKind, from, until } = filter;
  const wanted: Expression<SqlBool>[] = [];
  if (action?.endsWith('.') === true) {
    // `/` comes right behind `.`, and text compares by code point on both engines.
    wanted.push(eb('action', '>=', action), eb('action', '<', `${action.slice(0, -1)}/`));
  } else if (action !== undefined) wanted.push(eb('action', '=', action));
  if (target !== undefined) wanted.push(eb('targetId', '=', target));
  if (targetKind !== undefined) wanted.push(eb('targetKind', '=', targetKind));
  if (actor !== undefined) wanted.push(eb('actorId', '=', actor));
  if (actorKind !== undefined) wanted.push(eb('actorKind', '=', actorKind));
  if (from !== undefined) wanted.push(eb('at', '>=', from));
  if (until !== undefined) wanted.push(eb('at', '<', until));
  if (q !== undefined && q !== '') wanted.push(contains('searchText', q));
  return eb.and(wanted);
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
