import type { UserSourceId } from '@holdover/kernel';
import { nameKey, type User } from '../users/user.ts';
import type { ImportRow } from './import-row.ts';
import type { RowReason } from './import-reasons.ts';
import type { RowError } from './import.ts';

/** The users a row may be about. */
export interface Candidates {
  readonly byName: ReadonlyMap<string, User>;
  /** Of the source that is read. */
  readonly byExternalId: ReadonlyMap<string, User>;
}

export interface Reading {
  /** Null: a file. */
  readonly sourceId: UserSourceId | null;
  /** Everybody the directory names, in rows that are wrong too. */
  readonly externalIds: ReadonlySet<string>;
}

/**
 * Whom a row is about; `user` is undefined for somebody new. Depends on what is stored alone, never on other rows: in whatever order
 * a directory names its people, the same comes out.
 */
export function pairRow(
  row: Pick<ImportRow, 'line' | 'userName' | 'externalId'>,
  candidates: Candidates,
  { sourceId, externalIds }: Reading,
): { readonly user: User | undefined } | { readonly error: RowError } {
  const wrong = (reason: RowReason) => ({ error: { line: row.line, column: 'USERNAME', reason } });
  const holder = candidates.byName.get(nameKey(row.userName));
  if (sourceId === null || row.externalId === undefined) return { user: holder };
  const known = candidates.byExternalId.get(row.externalId);
  if (known !== undefined)
    return holder === undefined || holder.id === known.id ? { user: known } : wrong('name-taken');
  if (holder === undefined || holder.sourceId === null) return { user: holder };
  if (holder.sourceId !== sourceId) return wrong('of-another-source');
  // Made anew in the directory, where the former one is gone; else the name is given on, and is free once its holder is renamed.
  const isThere = holder.externalId !== null && externalIds.has(holder.externalId);
  return isThere ? wrong('name-taken') : { user: holder };
}
