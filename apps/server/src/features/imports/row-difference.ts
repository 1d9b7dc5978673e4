import type { Instant, UserId, UserSourceId } from '@holdover/kernel';
import type { User } from '../users/user.ts';
import type { ImportRow } from './import-row.ts';
import type { EffectField, RowError } from './import.ts';

export interface RowTarget {
  readonly row: Omit<ImportRow, 'pins' | 'cards' | 'groups'>;
  readonly userId: UserId;
  /** Undefined for somebody new. */
  readonly current: User | undefined;
  /** Null: a file. */
  readonly sourceId: UserSourceId | null;
  readonly at: Instant;
}

/** What a directory says of its people, by column; a file may repeat it and not change it. */
const OWNED = [
  ['fullName', 'FULLNAME'],
  ['email', 'EMAIL'],
  ['language', 'LANGUAGE'],
] as const;

/** The user as the row wants them. */
export function wantedUser({ row, userId, current, sourceId, at }: RowTarget): User | { readonly error: RowError } {
  if (sourceId === null && current !== undefined && current.sourceId !== null) {
    const other = OWNED.find(([field]) => row[field] !== undefined && row[field] !== current[field]);
    if (other !== undefined) return { error: { line: row.line, column: other[1], reason: 'owned-by-source' } };
  }
  const ofSource = sourceId !== null && row.externalId !== undefined;
  return {
    id: userId,
    // A file finds its people by name, whatever the case; a directory says how it is written.
    userName: ofSource ? row.userName : (current?.userName ?? row.userName),
    fullName: row.fullName ?? current?.fullName ?? '',
    email: row.email ?? current?.email ?? null,
    language: row.language ?? current?.language ?? null,
    color: current?.color ?? true,
    enabled: row.enabled ?? current?.enabled ?? true,
    sourceId: ofSource ? sourceId : (current?.sourceId ?? null),
    externalId: ofSource ? (row.externalId ?? null) : (current?.externalId ?? null),
    createdAt: current?.createdAt ?? at,
  };
}

/** Of the fields that are its own; groups and secrets are told besides. Of somebody new: those that are not as they are unless said. */
export function changedFields(current: User | undefined, next: User): readonly EffectField[] {
  const before = current ?? {
    userName: '',
    fullName: '',
    email: null,
    language: null,
    enabled: true,
    sourceId: null,
    externalId: null,
  };
  const fields: EffectField[] = (['userName', 'fullName', 'email', 'language', 'enabled'] as const).filter(
    (field) => before[field] !== next[field],
  );
  const moved = before.sourceId !== next.sourceId || before.externalId !== next.externalId;
  return moved ? [...fields, 'source'] : fields;
}
