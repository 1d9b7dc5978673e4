import type {
  CredentialId,
  DeviceGroupId,
  DeviceId,
  GroupId,
  Instant,
  ProfileId,
  UserId,
  UserSourceId,
} from '@holdover/kernel';
import type { DirectoryTables } from './directory-tables.ts';
import type { AdministratorTables } from './administrator-tables.ts';
import type { FleetTables } from './fleet-tables.ts';
import type { ImportTables } from './import-tables.ts';
import type { SpoolTables } from './spool-tables.ts';
import type { UserSourceTables } from './user-source-tables.ts';

/** 0 or 1: the portable boolean. */
export type Bit = 0 | 1;
export const bit = (value: boolean): Bit => (value ? 1 : 0);

interface UserTable {
  id: UserId;
  userName: string;
  /** Lower-cased: unique, and what B2 sorts by. */
  userNameKey: string;
  fullName: string;
  fullNameKey: string;
  email: string | null;
  language: string | null;
  color: Bit;
  enabled: Bit;
  /** What `q` looks in: lower-cased user name, full name and e-mail. */
  searchText: string;
  /** The user source that owns them, and what they are called there for ever. */
  sourceId: UserSourceId | null;
  externalId: string | null;
  createdAt: Instant;
}

interface UserGroupTable {
  id: GroupId;
  name: string;
  nameKey: string;
  builtIn: Bit;
  sourceId: UserSourceId | null;
  externalId: string | null;
  createdAt: Instant;
}

interface CredentialTable {
  id: CredentialId;
  userId: UserId;
  kind: 'pin' | 'card';
  /** HMAC(index key, stretched): unique a kind. */
  lookup: string;
  /** `stretched`, sealed. */
  sealed: string;
  /** Names how it was stretched. */
  generation: number;
  /** For secrets that came by an import: recognises them without the slow hash. */
  fingerprint: string | null;
  /** Digits of a PIN; 0 for a card. */
  length: number;
  /** Last characters of a card number; empty for a PIN. */
  ending: string;
  createdAt: Instant;
  expiresAt: Instant | null;
}

/** What a secret gives by another generation of the slow hash than the one in use. */
interface CredentialStretchTable {
  credentialId: CredentialId;
  kind: 'pin' | 'card';
  generation: number;
  lookup: string;
  sealed: string;
}

/** B9: taken from its owner, while some terminal may still open with it. */
interface RetiredCredentialTable {
  credentialId: CredentialId;
  kind: 'pin' | 'card';
  lookup: string;
  userId: UserId;
  userName: string;
  until: Instant;
}

interface DeviceTable {
  id: DeviceId;
  name: string;
  nameKey: string;
  model: string;
  profileId: ProfileId;
  address: string | null;
  active: Bit;
  /** Of the printer's certificate that was approved: SHA-256 of its SPKI. */
  printerPin: string | null;
  createdAt: Instant;
}

interface DeviceGroupTable {
  id: DeviceGroupId;
  name: string;
  nameKey: string;
  site: Bit;
  builtIn: Bit;
  createdAt: Instant;
}

interface ProfileTable {
  id: ProfileId;
  name: string;
  nameKey: string;
  /** JSON. */
  loginMethods: string;
  idleTimeoutSeconds: number;
  maxSyncedUsers: number;
  requireProtector: string;
  cardTransformation: string | null;
  /** JSON. */
  actions: string;
  cardRegistration: Bit;
  scanToUsb: Bit;
  /** JSON; passwords in it are sealed. */
  scanTargets: string;
  isDefault: Bit;
  createdAt: Instant;
}

interface IdempotencyTable {
  /** SHA-256 of who, which operation and the key given. */
  key: string;
  bodyHash: string;
  state: 'running' | 'done';
  status: number;
  /** JSON, without secrets shown once. */
  answer: string | null;
  location: string | null;
  createdAt: Instant;
}

/** Every table of the server's own; the fleet's are beside it. */
export interface Tables
  extends AdministratorTables, DirectoryTables, FleetTables, ImportTables, SpoolTables, UserSourceTables {
  schemaVersion: { version: number; name: string };
  /** `change` is the lock row of changes; `revision` says what terminals should hold. */
  counter: { name: string; value: number };
  /** One JSON document a name. */
  setting: { name: string; value: string };
  user: UserTable;
  userGroup: UserGroupTable;
  userGroupMember: { groupId: GroupId; userId: UserId };
  credential: CredentialTable;
  credentialStretch: CredentialStretchTable;
  retiredCredential: RetiredCredentialTable;
  device: DeviceTable;
  deviceGroup: DeviceGroupTable;
  deviceGroupMember: { groupId: DeviceGroupId; deviceId: DeviceId };
  profile: ProfileTable;
  idempotency: IdempotencyTable;
}
