import type { OfflineUser, ListQuery, offlineUsers } from '@holdover/api';
import {
  fromBase64Url,
  fromUtf8,
  toBase64Url,
  toRfc3339,
  utf8,
  type Clock,
  type DeviceId,
  type Instant,
  type UserId,
} from '@holdover/kernel';
import { offlineMethods, validUntil, type LoginMethod } from '@holdover/offline-login';
import type * as z from 'zod';
import type { Database } from '../../database/database.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { Holding } from '../sync/holding.ts';
import { createSqlHoldingStore } from '../sync/holding-store-sql.ts';
import type { FleetSnapshots } from '../sync/fleet-snapshots.ts';
import { synchronizedUsers, whyNobody, type CarriedSettings } from '../sync/terminal-plan.ts';
import { nameKey, type User } from '../users/user.ts';
import type { TerminalRecord } from './terminal.ts';
import { createSqlTerminalStore } from './terminal-store-sql.ts';

type Answer = z.output<typeof offlineUsers.answer>;

/** Named in one answer; the count is always of all. */
const LEFT_OUT_SHOWN = 1_000;

export interface OfflineUsersDeps {
  readonly database: Database;
  readonly snapshots: FleetSnapshots;
  readonly clock: Clock;
}

/**
 * H1: who could log in at a device now, offline: from what its terminal acknowledged, not from what was intended. Somebody disabled
 * while the terminal is away is still in the answer, because they still could.
 */
export async function offlineUsersOf(deps: OfflineUsersDeps, deviceId: DeviceId, question: ListQuery): Promise<Answer> {
  const { snapshot } = await deps.snapshots.current();
  const device = snapshot.devices.get(deviceId);
  const profile = device && snapshot.profiles.get(device.profileId);
  if (device === undefined || profile === undefined) throw new ProblemFault('not-found');
  const { queries } = deps.database;
  const terminal = await createSqlTerminalStore(queries).ofDevice(deviceId);
  const holdings = terminal === undefined ? [] : await createSqlHoldingStore(queries).ofTerminal(terminal.id);
  const nobody = whyNobody({ snapshot, device, profile, keyProtector: terminal?.keyProtector ?? 'keyfile' });
  const { leftOut } = nobody === null ? synchronizedUsers(snapshot, device, profile) : { leftOut: [] };
  const all =
    terminal === undefined
      ? []
      : offlineUsersFrom({ terminal, holdings, users: snapshot.users, now: deps.clock.wall() });
  return {
    ...pageOf(all, question),
    acknowledgedAt: rfcOrNull(terminal?.acknowledgedAt ?? null),
    reason: nobody ?? (terminal === undefined ? 'not-enrolled' : null),
    leftOut: {
      count: leftOut.length,
      items: leftOut.slice(0, LEFT_OUT_SHOWN).map(({ id, userName }) => ({ userId: id, userName })),
    },
  };
}

export interface HeldBy {
  readonly terminal: TerminalRecord;
  readonly holdings: readonly Holding[];
  readonly users: ReadonlyMap<UserId, User>;
  readonly now: Instant;
}

/** B5, A2: what the terminal's own settings let it accept now, by user name. */
export function offlineUsersFrom({ terminal, holdings, users, now }: HeldBy): OfflineUser[] {
  if (terminal.settingsApplied === null) return [];
  const { settings, profile } = JSON.parse(terminal.settingsApplied) as CarriedSettings; // written by TerminalSync
  if (!settings.enabled) return [];
  const byUser = new Map<UserId, (Holding & { readonly until: Instant })[]>();
  for (const holding of holdings) {
    const until = validUntil({
      confirmedAt: confirmation(holding, terminal),
      cacheHours: settings.cacheHours,
      ownEnd: holding.endsAt,
    });
    if (!holding.acknowledged || until <= now) continue;
    byUser.set(holding.userId, [...(byUser.get(holding.userId) ?? []), { ...holding, until }]);
  }
  const found = [...byUser].flatMap(
    ([userId, held]) => toOfflineUser(users.get(userId), userId, held, profile.loginMethods) ?? [],
  );
  return found.toSorted((a, b) => compare(sortKey(a), sortKey(b)));
}

/** B5: a heartbeat confirms every synchronized credential at once; a session's is confirmed by its own login alone. */
function confirmation({ source, confirmedAt }: Holding, terminal: TerminalRecord): Instant {
  const later = source === 'sync' ? (terminal.confirmedAt ?? confirmedAt) : confirmedAt;
  return later > confirmedAt ? later : confirmedAt;
}

function toOfflineUser(
  user: User | undefined,
  userId: UserId,
  held: readonly (Holding & { readonly until: Instant })[],
  loginMethods: readonly LoginMethod[],
): OfflineUser | undefined {
  const kinds = new Set(held.map(({ method }) => method));
  const methods = offlineMethods(loginMethods).filter((method) =>
    method === 'card+pin' ? kinds.has('card') && kinds.has('pin') : kinds.has(method),
  );
  const [first, ...others] = held;
  if (first === undefined || methods.length === 0) return undefined;
  const latest = others.reduce((a, { until }) => (until > a ? until : a), first.until);
  return {
    userId,
    userName: user?.userName ?? '',
    fullName: user?.fullName ?? '',
    methods: [...methods],
    validUntil: toRfc3339(latest),
    source: held.some(({ source }) => source === 'sync') ? 'sync' : 'session',
    credentials: held.map(({ credentialId, method, until }) => ({
      id: credentialId,
      method,
      validUntil: toRfc3339(until),
    })),
  };
}

const rfcOrNull = (at: Instant | null): string | null => (at === null ? null : toRfc3339(at));
const sortKey = ({ userName, userId }: OfflineUser): string => `${nameKey(userName)}\0${userId}`;
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function pageOf(all: readonly OfflineUser[], { q, cursor, limit }: ListQuery): Pick<Answer, 'items' | 'nextCursor'> {
  const wanted =
    q === undefined ? all : all.filter((user) => nameKey(`${user.userName}\n${user.fullName}`).includes(nameKey(q)));
  const after = cursor === undefined ? '' : readCursor(cursor);
  const rest = wanted.filter((user) => sortKey(user) > after);
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rest.length > limit && last !== undefined ? toBase64Url(utf8(sortKey(last))) : null };
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
