import type { ListQuery, OfflineUser, leftOutUsers, offlineUsers } from '@holdover/api';
import {
  fromBase64Url,
  fromUtf8,
  instant,
  toBase64Url,
  toRfc3339,
  utf8,
  type DeviceId,
  type Instant,
  type UserId,
} from '@holdover/kernel';
import { waysIn } from '@holdover/offline-login';
import type * as z from 'zod';
import { ProblemFault } from '../../problem-fault.ts';
import { nameKey, type User } from '../users/user.ts';
import { viewDevice, type DeviceView, type DeviceViewDeps } from './device-view.ts';
import { nothingHeld } from './explain-offline-login.ts';
import type { HeldThere } from './held-at-terminal.ts';

type Answer = z.output<typeof offlineUsers.answer>;
type LeftOut = Answer['leftOut']['items'][number];
type Question = z.output<typeof offlineUsers.query>;

/** Named in one answer; the count is always of all. */
const LEFT_OUT_SHOWN = 1_000;

/**
 * H1: who could log in at a device now, offline: from what its terminal acknowledged, not from what was intended. Somebody disabled
 * while the terminal is away is still in the answer, because they still could.
 */
export async function offlineUsersOf(deps: DeviceViewDeps, deviceId: DeviceId, question: Question): Promise<Answer> {
  const view = await viewDevice(deps, deviceId);
  const { terminal, held, nobody, snapshot, synchronized } = view;
  const all = held === undefined ? [] : usersOf(held, snapshot.users);
  const { leftOut } = synchronized;
  return {
    ...pageOf(
      all.filter(({ source }) => question.source === undefined || source === question.source),
      question,
    ),
    acknowledgedAt: rfcOrNull(terminal?.acknowledgedAt ?? null),
    reason: nobody ?? (terminal?.revokedAt === null && held !== undefined ? null : nothingHeld(view)),
    leftOut: { count: leftOut.length, items: leftOut.slice(0, LEFT_OUT_SHOWN).map((user) => leftOutOf(view, user)) },
  };
}

/** B2: everybody who is left out, in the order in which places were given. */
export async function leftOutUsersOf(
  deps: DeviceViewDeps,
  deviceId: DeviceId,
  question: ListQuery,
): Promise<z.output<typeof leftOutUsers.answer>> {
  const view = await viewDevice(deps, deviceId);
  const { leftOut } = view.synchronized;
  const wanted = question.q === undefined ? leftOut : leftOut.filter((user) => matches(user, question.q));
  const after = question.cursor === undefined ? undefined : readCursor(question.cursor);
  const from = after === undefined ? 0 : wanted.findIndex(({ id }) => id === after) + 1;
  const shown = wanted.slice(from, from + question.limit);
  const last = shown.at(-1);
  const more = wanted.length > from + question.limit && last !== undefined;
  return { items: shown.map((user) => leftOutOf(view, user)), nextCursor: more ? cursorOf(last.id) : null };
}

function leftOutOf({ held }: DeviceView, { id, userName }: User): LeftOut {
  const ends = held === undefined ? [] : waysIn(held.of(id)).map(({ validUntil }) => validUntil);
  return { userId: id, userName, validUntil: ends.length === 0 ? null : toRfc3339(instant(Math.max(...ends))) };
}

/** B5, A2: what the terminal's own settings let it accept now, by user name. */
export function usersOf(held: HeldThere, users: ReadonlyMap<UserId, User>): OfflineUser[] {
  const found = [...held.userIds].flatMap((userId) => offlineUserOf(held, userId, users.get(userId)) ?? []);
  return found.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
}

export function offlineUserOf(held: HeldThere, userId: UserId, user: User | undefined): OfflineUser | undefined {
  const there = held.of(userId);
  const ways = waysIn(there);
  if (ways.length === 0) return undefined;
  const used = new Set(ways.flatMap(({ credentialIds }) => credentialIds));
  const credentials = there.entries.filter(({ credentialId }) => used.has(credentialId));
  return {
    userId,
    userName: user?.userName ?? '',
    fullName: user?.fullName ?? '',
    methods: ways.map(({ method }) => method),
    validUntil: toRfc3339(instant(Math.max(...ways.map(({ validUntil }) => validUntil)))),
    source: credentials.some(({ source }) => source === 'sync') ? 'sync' : 'session',
    credentials: credentials.map(({ credentialId, kind, validUntil }) => ({
      id: credentialId,
      method: kind,
      validUntil: toRfc3339(validUntil),
    })),
  };
}

const rfcOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));
const sortKey = ({ userName, userId }: OfflineUser): string => `${nameKey(userName)}\0${userId}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function matches({ userName, fullName }: Pick<User, 'userName' | 'fullName'>, q: string | undefined): boolean {
  return q === undefined || nameKey(`${userName}\n${fullName}`).includes(nameKey(q));
}

function pageOf(all: readonly OfflineUser[], { q, cursor, limit }: ListQuery): Pick<Answer, 'items' | 'nextCursor'> {
  const wanted = all.filter((user) => matches(user, q));
  const after = cursor === undefined ? '' : readCursor(cursor);
  const rest = wanted.filter((user) => sortKey(user) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rest.length > limit && last !== undefined ? cursorOf(sortKey(last)) : null };
}

function cursorOf(text: string): string {
  return toBase64Url(utf8(text));
}

function readCursor(text: string): string {
  const bytes = fromBase64Url(text);
  try {
    if (bytes !== undefined) return fromUtf8(bytes);
  } catch {
    // Not UTF-8: not one of ours.
  }
  throw new ProblemFault('invalid-query', [{ pointer: '?cursor', code: 'not-of-this-list' }]);
}
