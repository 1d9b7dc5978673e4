import type { GroupId, UserId } from '@holdover/kernel';
import { coversDevice, type AssignedDevice, type AssignmentRow } from './assignment.ts';

export interface DirectoryUser {
  readonly id: UserId;
  readonly userName: string;
  readonly enabled: boolean;
}

/** What is known of users, at one moment. Answers for unknown ids are empty: a deleted group may still stand in a row. */
export interface Directory<U extends DirectoryUser = DirectoryUser> {
  user(id: UserId): U | undefined;
  /** In any order, with those of groups in it; for `grp_all` everybody. */
  usersOf(group: GroupId): Iterable<U>;
}

export interface RankedDevice extends AssignedDevice {
  /** Recent use of this device, 0 the most recent, frozen for the day; users not in it come after all who are. */
  readonly ranks?: ReadonlyMap<UserId, number>;
}

export interface Members<U extends DirectoryUser = DirectoryUser> {
  readonly included: readonly U[];
  /** Wanted by a row but beyond the cap: named, never cut silently. */
  readonly leftOut: readonly U[];
}

/**
 * B2: whom synchronization puts on `device`: rows as listed; in a row its users as listed, then its groups as listed; in a
 * group by lower-cased user name in Unicode code point order, or by recent use. Nobody twice, nobody disabled.
 */
export function members<U extends DirectoryUser>(
  rows: readonly AssignmentRow[],
  directory: Directory<U>,
  device: RankedDevice,
  cap: number,
): Members<U> {
  const wanted = new Map<UserId, U>();
  for (const row of rows) {
    if (!coversDevice(row, device)) continue;
    for (const user of usersInOrder(row, directory, device)) {
      if (user.enabled && !wanted.has(user.id)) wanted.set(user.id, user);
    }
  }
  const all = [...wanted.values()];
  return { included: all.slice(0, cap), leftOut: all.slice(cap) };
}

function* usersInOrder<U extends DirectoryUser>(
  row: AssignmentRow,
  directory: Directory<U>,
  device: RankedDevice,
): Iterable<U> {
  for (const id of row.users) {
    const user = directory.user(id);
    if (user !== undefined) yield user;
  }
  const ranks = row.rankByUse ? device.ranks : undefined;
  for (const group of row.groups) yield* inGroupOrder([...directory.usersOf(group)], ranks);
}

function inGroupOrder<U extends DirectoryUser>(users: readonly U[], ranks?: ReadonlyMap<UserId, number>): U[] {
  const keyed = users.map((user) => ({
    user,
    name: user.userName.toLowerCase(),
    rank: ranks?.get(user.id) ?? Number.POSITIVE_INFINITY,
  }));
  return keyed
    .toSorted((a, b) => compare(a.rank, b.rank) || compareCodePoints(a.name, b.name) || compare(a.user.id, b.user.id))
    .map(({ user }) => user);
}

function compare<T extends number | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** JavaScript compares UTF-16 code units, which puts U+1F600 before U+FB01; databases and this rule compare code points. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return aboveSurrogates(x) - aboveSurrogates(y);
  }
  return a.length - b.length;
}

/** At the first difference, a surrogate stands for a code point above every other unit. */
function aboveSurrogates(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x1_0000 : unit;
}
