import type { GroupId, UserSourceId } from '@holdover/kernel';
import type { Group } from '../groups/group.ts';
import { nameKey } from '../users/user.ts';
import type { RowReason } from './import-reasons.ts';
import type { RowError } from './import.ts';

export interface GroupTarget {
  readonly line: number;
  /** By name; undefined leaves them as they are. */
  readonly names: readonly string[] | undefined;
  /** Groups of these names that there are, by key. */
  readonly known: ReadonlyMap<string, Group>;
  /** The user's own. */
  readonly memberOf: readonly Group[];
  /** Null: a file. */
  readonly sourceId: UserSourceId | null;
  /** Made by hand, and the source's from this import on. */
  readonly adopts: ReadonlySet<GroupId>;
}

export interface GroupDifference {
  readonly join: readonly GroupId[];
  /** Groups that are to be made. */
  readonly make: readonly string[];
  readonly leave: readonly GroupId[];
}

const SAME: GroupDifference = { join: [], make: [], leave: [] };

/** A directory says who is in its own groups, a file who is in those of none: the others stay as they are. */
export function groupDifference(target: GroupTarget): GroupDifference | { readonly error: RowError } {
  const { line, names, known, memberOf, sourceId, adopts } = target;
  if (names === undefined) return SAME;
  const ownerOf = ({ id, sourceId: owner }: Group): UserSourceId | null => (adopts.has(id) ? sourceId : owner);
  const wrong = (reason: RowReason) => ({ error: { line, column: 'GROUPS', reason } });
  const present = new Set(memberOf.map(({ id }) => id));
  const wanted = new Set<GroupId>();
  const make = new Map<string, string>();
  for (const name of names) {
    const group = known.get(nameKey(name));
    if (group === undefined) make.set(nameKey(name), make.get(nameKey(name)) ?? name);
    else if (group.builtIn) continue;
    else if (ownerOf(group) === sourceId) wanted.add(group.id);
    // To repeat what a directory says changes nothing.
    else if (sourceId !== null) return wrong('of-another-source');
    else if (!present.has(group.id)) return wrong('owned-by-source');
  }
  const leave = memberOf.filter((group) => ownerOf(group) === sourceId && !wanted.has(group.id)).map(({ id }) => id);
  return { join: [...wanted].filter((id) => !present.has(id)), make: [...make.values()], leave };
}

export function differs({ join, make, leave }: GroupDifference): boolean {
  return join.length + make.length + leave.length > 0;
}
