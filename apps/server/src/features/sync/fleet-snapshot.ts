import type {
  AuthenticationSettings,
  JournalSettings,
  Language,
  OfflineLoginSettings,
  SpoolingSettings,
} from '@holdover/api';
import {
  ALL_USERS,
  type DeviceGroupId,
  type DeviceId,
  type GroupId,
  type Instant,
  type PinId,
  type ProfileId,
  type UserId,
} from '@holdover/kernel';
import type { Directory } from '@holdover/offline-login';
import type { FleetTrust } from '@holdover/protocol';
import type { HashingPlan } from '../credentials/hashing.ts';
import type { ListedDevice } from '../devices/device.ts';
import { effectiveMembers } from '../groups/effective-members.ts';
import type { Membership, Nesting } from '../groups/group.ts';
import type { Profile } from '../profiles/profile.ts';
import type { User } from '../users/user.ts';

/** What every terminal's desired state is computed from, at one moment (B5 dates confirmations by it). */
export interface FleetSnapshot {
  /** The fleet's revision; nothing here has changed while it is the same. */
  readonly revision: number;
  /** Not after the moment the database was read. */
  readonly at: Instant;
  readonly offlineLogin: OfflineLoginSettings;
  readonly authentication: AuthenticationSettings;
  /** Every credential's own row is of what is in use. */
  readonly hashing: HashingPlan;
  /** Whom terminals trust, and where they turn to. */
  readonly trust: FleetTrust;
  readonly journal: JournalSettings;
  readonly spooling: SpoolingSettings;
  /** The organisation's: what panels speak while nobody is logged in. */
  readonly language: Language;
  /** The server can send e-mail: scans to oneself. */
  readonly canMail: boolean;
  readonly devices: ReadonlyMap<DeviceId, ListedDevice>;
  readonly profiles: ReadonlyMap<ProfileId, Profile>;
  readonly users: ReadonlyMap<UserId, User>;
  readonly directory: Directory<User>;
  /** H5: PINs of enabled users that have not ended, by their digits. */
  readonly pinsByLength: ReadonlyMap<number, number>;
  /** ADR 24: made in the place of another one, and not used yet. */
  readonly unusedPins: ReadonlySet<PinId>;
  /** Devices of one site know each other (B4). */
  readonly sites: ReadonlyMap<DeviceId, DeviceGroupId>;
}

/** Groups name users that may be gone; a deleted user is in none. */
export function createDirectory(
  users: ReadonlyMap<UserId, User>,
  memberships: readonly Membership[],
  nestings: readonly Nesting[],
): Directory<User> {
  const groups = new Map<GroupId, readonly User[]>();
  for (const [id, members] of effectiveMembers(memberships, nestings)) {
    groups.set(
      id,
      [...members].flatMap((member) => users.get(member) ?? []),
    );
  }
  return {
    user: (id) => users.get(id),
    usersOf: (group) => (group === ALL_USERS ? users.values() : (groups.get(group) ?? [])),
  };
}
