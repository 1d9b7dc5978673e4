import type { Assignment, OfflineLoginSettings } from '@holdover/api';
import type { Clock, DeviceId, Json } from '@holdover/kernel';
import { coversDevice, DEVICE_MODELS, members, syncedUsersCap, type Directory } from '@holdover/offline-login';
import type { Actor } from '../../actor.ts';
import type { Change, Changes } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { FleetSignals } from '../../fleet-signals.ts';
import { ProblemFault, type FieldFault } from '../../problem-fault.ts';
import type { Stores } from '../../stores.ts';
import { createDirectory } from '../sync/fleet-snapshot.ts';
import { createSqlUseStore } from '../sync/use-store-sql.ts';
import { utcDay } from '../sync/use-store.ts';
import type { User } from '../users/user.ts';
import { OFFLINE_LOGIN, readOfflineLogin } from './settings.ts';

export interface OfflineLogin {
  /**
   * A1, A4: all of it or nothing; with `reset` every terminal pulls afresh.
   * @throws ProblemFault `invalid-body` for an id in the assignments that does not exist and was not there before
   */
  save(actor: Actor, next: OfflineLoginSettings, options: SaveOptions): Promise<OfflineLoginSettings>;
  /** B2: what `assignments` would synchronize, a device. */
  preview(assignments: readonly Assignment[]): Promise<readonly DevicePreview[]>;
}

interface SaveOptions {
  readonly reset: boolean;
  readonly check: (current: OfflineLoginSettings) => void;
}

interface DevicePreview {
  readonly deviceId: DeviceId;
  readonly deviceName: string;
  /** How many fit. */
  readonly places: number;
  readonly used: number;
  readonly leftOut: readonly User[];
}

export interface OfflineLoginDeps {
  readonly stores: Stores;
  readonly changes: Changes;
  readonly signals: FleetSignals;
  readonly database: Pick<Database, 'queries'>;
  readonly clock: Clock;
}

export function createOfflineLogin({ stores, changes, signals, database, clock }: OfflineLoginDeps): OfflineLogin {
  return {
    save: (actor, next, { reset, check }) =>
      changes.make(actor, async (change) => {
        const current = await readOfflineLogin(change.stores.settings);
        check(current);
        await requireKnown(change, next, current);
        await change.stores.settings.write(OFFLINE_LOGIN, asJson(next));
        await change.audit({
          action: 'offline-login.changed',
          target: { kind: 'settings', id: null, name: OFFLINE_LOGIN },
          before: asJson(current),
          after: { ...asJson(next), reset },
        });
        await change.raiseRevision();
        await signals.settingsChanged(change, { reset });
        return next;
      }),

    preview: async (assignments) => {
      const directory = await readDirectory(stores);
      const profiles = new Map((await stores.profiles.all()).map((profile) => [profile.id, profile]));
      const uses = createSqlUseStore(database.queries);
      const previews: DevicePreview[] = [];
      for (const device of await stores.devices.all()) {
        const places = syncedUsersCap(DEVICE_MODELS[device.model], profiles.get(device.profileId)?.maxSyncedUsers ?? 0);
        const place = { id: device.id, groups: device.deviceGroups };
        const ranked = assignments.some((row) => row.rankByUse && coversDevice(row, place));
        const ranks = ranked ? await uses.ranks(device.id, utcDay(clock.wall())) : undefined;
        const { included, leftOut } = members(
          assignments,
          directory,
          ranks === undefined ? place : { ...place, ranks },
          places,
        );
        if (included.length + leftOut.length === 0) continue;
        previews.push({ deviceId: device.id, deviceName: device.name, places, used: included.length, leftOut });
      }
      return previews;
    },
  };
}

async function readDirectory(stores: Stores): Promise<Directory<User>> {
  const users = new Map((await stores.users.all()).map((user) => [user.id, user]));
  return createDirectory(users, await stores.groups.memberships(), await stores.groups.nestings());
}

/** Rows may keep naming what was deleted since: PUT accepts what GET answered. A new name must exist. */
async function requireKnown(
  { stores }: Change,
  next: OfflineLoginSettings,
  current: OfflineLoginSettings,
): Promise<void> {
  const before = new Set<string>(current.userSync.assignments.flatMap(idsOf));
  const faults: FieldFault[] = [];
  for (const [index, row] of next.userSync.assignments.entries()) {
    const pointer = `/userSync/assignments/${index}`;
    const check = async <T extends string>(
      kind: string,
      ids: readonly T[],
      read: (id: T) => Promise<unknown>,
    ): Promise<void> => {
      for (const [place, id] of ids.entries()) {
        if (before.has(id) || (await read(id)) !== undefined) continue;
        faults.push({ pointer: `${pointer}/${kind}/${place}`, code: 'does-not-exist', value: id });
      }
    };
    await check('devices', row.devices, (id) => stores.devices.read(id));
    await check('deviceGroups', row.deviceGroups, (id) => stores.deviceGroups.read(id));
    await check('users', row.users, (id) => stores.users.read(id));
    await check('groups', row.groups, (id) => stores.groups.read(id));
  }
  if (faults.length > 0) throw new ProblemFault('invalid-body', faults);
}

function idsOf({ devices, deviceGroups, users, groups }: Assignment): readonly string[] {
  return [...devices, ...deviceGroups, ...users, ...groups];
}

function asJson(settings: OfflineLoginSettings): { readonly [key: string]: Json } {
  return {
    ...settings,
    userSync: { ...settings.userSync, assignments: settings.userSync.assignments.map((row) => ({ ...row })) },
  };
}
