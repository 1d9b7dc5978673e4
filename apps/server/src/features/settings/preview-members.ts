import { setImmediate as breathe } from 'node:timers/promises';
import { PREVIEW_LIMITS, type Assignment, type OfflineLoginPreview } from '@holdover/api';
import type { Clock, DeviceId, GroupId, UserId } from '@holdover/kernel';
import {
  compareCodePoints,
  coversDevice,
  DEVICE_MODELS,
  members,
  syncedUsersCap,
  type AssignedDevice,
  type Directory,
} from '@holdover/offline-login';
import type { Database } from '../../database/database.ts';
import type { Stores } from '../../stores.ts';
import { createDirectory } from '../sync/fleet-snapshot.ts';
import { createSqlUseStore } from '../sync/use-store-sql.ts';
import { utcDay } from '../sync/use-store.ts';
import type { User } from '../users/user.ts';

export interface PreviewQuestion {
  readonly assignments: readonly Assignment[];
  /** A part of the name of a device. */
  readonly q?: string | undefined;
  /** This one alone. */
  readonly deviceId?: DeviceId | undefined;
  /** How many devices are answered. */
  readonly limit: number;
}

interface PreviewDeps {
  readonly stores: Stores;
  readonly database: Pick<Database, 'queries'>;
  readonly clock: Clock;
}

/** A device that rows cover, counted but nobody named yet. */
interface Counted {
  readonly place: AssignedDevice;
  readonly name: string;
  readonly offlineLogin: boolean;
  readonly rows: readonly Assignment[];
  readonly places: number;
  readonly wanted: number;
}

/** B2: what `assignments` would synchronize. Every device is counted; people are named for those answered alone. */
export async function previewMembers(deps: PreviewDeps, question: PreviewQuestion): Promise<OfflineLoginPreview> {
  const { stores } = deps;
  const users = new Map((await stores.users.all()).map((user) => [user.id, user]));
  const directory = createDirectory(users, await stores.groups.memberships(), await stores.groups.nestings());
  const counted = (await countAll(stores, question.assignments, directory)).toSorted((a, b) => urgency(a) - urgency(b));
  const asked = counted.filter(isAsked(question)).slice(0, question.limit);
  const nameLeftOut = leftOutNamer(deps, inOrder(directory));
  const most = question.deviceId === undefined ? PREVIEW_LIMITS.names : PREVIEW_LIMITS.namesOfOne;
  const items: OfflineLoginPreview['items'] = [];
  for (const one of asked) {
    const { place, name, offlineLogin, places, wanted } = one;
    await breathe(); // Terminals wait for no dialog.
    const names = wanted > places ? await nameLeftOut(one) : [];
    items.push({
      deviceId: place.id,
      deviceName: name,
      offlineLogin,
      places,
      used: Math.min(places, wanted),
      leftOut: { count: names.length, userNames: names.slice(0, most) },
    });
  }
  return { devices: counted.length, crowded: counted.filter(isCrowded).length, items };
}

const isCrowded = ({ offlineLogin, wanted, places }: Counted): boolean => offlineLogin && wanted > places;

/** What somebody may want to change comes first; a model without offline login has no place for anybody. */
const urgency = (one: Counted): number => (isCrowded(one) ? 0 : one.offlineLogin ? 1 : 2);

function isAsked({ q = '', deviceId }: PreviewQuestion): (one: Counted) => boolean {
  const part = q.trim().toLowerCase();
  return ({ place, name }) => (deviceId === undefined || place.id === deviceId) && name.toLowerCase().includes(part);
}

/** Devices with the same rows are counted once: a fleet has thousands of devices, and few ways to fill them. */
async function countAll(
  { devices, profiles }: Stores,
  assignments: readonly Assignment[],
  directory: Directory<User>,
): Promise<readonly Counted[]> {
  const byProfile = new Map((await profiles.all()).map((profile) => [profile.id, profile.maxSyncedUsers]));
  const known = new Map<string, number>();
  const counted: Counted[] = [];
  for (const device of await devices.all()) {
    const place = { id: device.id, groups: device.deviceGroups };
    const covering = assignments.flatMap((row, index) => (coversDevice(row, place) ? [index] : []));
    const key = covering.join();
    const rows = covering.flatMap((index) => assignments[index] ?? []);
    const wanted = known.get(key) ?? countWanted(rows, directory);
    known.set(key, wanted);
    if (wanted === 0) continue;
    const model = DEVICE_MODELS[device.model];
    const places = syncedUsersCap(model, byProfile.get(device.profileId) ?? 0);
    counted.push({ place, name: device.name, offlineLogin: model.offlineLogin, rows, places, wanted });
  }
  return counted;
}

function countWanted(rows: readonly Assignment[], directory: Directory<User>): number {
  const wanted = new Set<UserId>();
  for (const row of rows) {
    for (const id of row.users) if (directory.user(id)?.enabled === true) wanted.add(id);
    for (const group of row.groups) for (const { id, enabled } of directory.usersOf(group)) if (enabled) wanted.add(id);
  }
  return wanted.size;
}

/** The same directory, groups put in order once: what orders them again for a device is then soon done. */
function inOrder(directory: Directory<User>): Directory<User> {
  const known = new Map<GroupId, readonly User[]>();
  const byName = (a: User, b: User): number => compareCodePoints(a.userName.toLowerCase(), b.userName.toLowerCase());
  return {
    user: directory.user,
    usersOf: (group) => {
      const users = known.get(group) ?? [...directory.usersOf(group)].toSorted(byName);
      known.set(group, users);
      return users;
    },
  };
}

/** Without ranks two devices with the same rows and places leave out the same people. */
function leftOutNamer({ database, clock }: PreviewDeps, directory: Directory<User>) {
  const uses = createSqlUseStore(database.queries);
  const known = new Map<string, readonly string[]>();
  return async ({ place, rows, places }: Counted): Promise<readonly string[]> => {
    const isRanked = rows.some(({ rankByUse }) => rankByUse);
    const key = JSON.stringify([places, rows]);
    const same = isRanked ? undefined : known.get(key);
    if (same !== undefined) return same;
    const ranked = isRanked ? { ...place, ranks: await uses.ranks(place.id, utcDay(clock.wall())) } : place;
    const names = members(rows, directory, ranked, places).leftOut.map(({ userName }) => userName);
    known.set(key, names);
    return names;
  };
}
