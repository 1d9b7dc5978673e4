import type { AdministratorId, ApiTokenId, AuditEntryId, ConsoleSessionId, Instant } from '@holdover/kernel';
import type { Bit } from './tables.ts';

interface AdministratorTable {
  id: AdministratorId;
  userName: string;
  userNameKey: string;
  passwordHash: string;
  role: string;
  language: string | null;
  enabled: Bit;
  lastSignInAt: Instant | null;
  createdAt: Instant;
}

interface ConsoleSessionTable {
  id: ConsoleSessionId;
  /** Hex SHA-256 of the cookie's token. */
  tokenHash: string;
  administratorId: AdministratorId;
  address: string;
  userAgent: string;
  createdAt: Instant;
  seenAt: Instant;
}

interface ApiTokenTable {
  id: ApiTokenId;
  name: string;
  nameKey: string;
  tokenHash: string;
  /** JSON. */
  rights: string;
  createdBy: string;
  createdAt: Instant;
  expiresAt: Instant | null;
  lastUsedAt: Instant | null;
}

interface AuditEntryTable {
  /** 1, 2, 3 …: no gap. */
  sequence: number;
  id: AuditEntryId;
  at: Instant;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  action: string;
  targetKind: string;
  targetId: string | null;
  targetName: string | null;
  /** Canonical JSON, without secrets. */
  before: string;
  after: string;
  /** What `q` looks in. */
  searchText: string;
  previousHash: string;
  hash: string;
}

/** Who may use console and interface, and what they did. */
export interface AdministratorTables {
  administrator: AdministratorTable;
  consoleSession: ConsoleSessionTable;
  apiToken: ApiTokenTable;
  setUpToken: { tokenHash: string; createdAt: Instant };
  signInFailure: { id: string; userNameKey: string; address: string; at: Instant };
  auditEntry: AuditEntryTable;
}
