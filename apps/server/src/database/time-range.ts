import { fromRfc3339, type Instant } from '@holdover/kernel';
import { sql, type RawBuilder, type SqlBool } from 'kysely';

/** Of a list that is read by time. */
export interface TimeRange {
  readonly from?: Instant | undefined;
  /** Not included. */
  readonly until?: Instant | undefined;
}

/** The range of a query of the interface, whose schema has read both. */
export function timeRangeOf(query: { readonly from?: string | undefined; readonly until?: string | undefined }) {
  return {
    from: query.from === undefined ? undefined : fromRfc3339(query.from),
    until: query.until === undefined ? undefined : fromRfc3339(query.until),
  };
}

/** Everything without a range. */
export function isWithin(column: string, { from, until }: TimeRange): RawBuilder<SqlBool> {
  const at = sql.ref(column);
  if (from !== undefined && until !== undefined) return sql<SqlBool>`(${at} >= ${from} and ${at} < ${until})`;
  if (from !== undefined) return sql<SqlBool>`${at} >= ${from}`;
  return until === undefined ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${at} < ${until}`;
}
