import type { ActivityId, DeviceId, Instant, JobId, QueueId, TerminalId, UserId } from '@holdover/kernel';

/** Portable boolean, as in tables.ts. */
type Bit = 0 | 1;

interface QueueTable {
  id: QueueId;
  /** Unique. */
  path: string;
  name: string;
  nameKey: string;
  location: string;
  kind: 'pull' | 'direct';
  ownerFrom: 'authenticated' | 'user-name';
  /** JSON. A group that was deleted stays named: nobody may print in more places because of that. */
  deviceGroups: string;
  deviceId: DeviceId | null;
  acceptingJobs: Bit;
  createdAt: Instant;
}

interface JobTable {
  id: JobId;
  /** RFC 8011 job-id: unique over all queues. */
  number: number;
  /** Rises with every change of the row. */
  version: number;
  queueId: QueueId;
  name: string;
  ownerName: string;
  /** Lower-cased, as user.userNameKey. */
  ownerKey: string;
  userId: UserId | null;
  state: string;
  /** The job attributes group in its IPP encoding; base64url. */
  template: string;
  format: string;
  documentName: string | null;
  bytes: number;
  pages: number | null;
  copies: number;
  color: Bit | null;
  sides: string;
  priority: number;
  /** Of a direct queue, or chosen by an administrator. */
  deviceId: DeviceId | null;
  claimTerminalId: TerminalId | null;
  claimDeviceId: DeviceId | null;
  claimActivityId: ActivityId | null;
  claimUserId: UserId | null;
  claimedAt: Instant | null;
  cancelRequested: Bit;
  impressions: number;
  sheets: number;
  createdAt: Instant;
  endedAt: Instant | null;
  expiresAt: Instant;
  /** Whether the document is in the spool. */
  documentKept: Bit;
  /** What `q` looks in: lower-cased name and owner. */
  searchText: string;
}

/** What a terminal told last of its own spool. */
interface DeviceJobTable {
  terminalId: TerminalId;
  deviceId: DeviceId;
  id: JobId;
  ownerName: string;
  userId: UserId | null;
  name: string;
  state: 'held' | 'printing';
  createdAt: Instant;
  format: string;
  bytes: number;
  pages: number | null;
  color: Bit | null;
  copies: number;
  searchText: string;
}

interface UserPasswordTable {
  userId: UserId;
  /** A PHC string. */
  hash: string;
  changedAt: Instant;
}

/** What terminals handed in, to be sent by e-mail. */
interface ScanTable {
  id: ActivityId;
  terminalId: TerminalId;
  deviceId: DeviceId;
  userId: UserId;
  fileName: string;
  format: 'application/pdf' | 'image/jpeg';
  pages: number;
  bytes: number;
  scannedAt: Instant;
  receivedAt: Instant;
  state: 'waiting' | 'sent' | 'dropped' | 'failed';
  attempts: number;
  nextAt: Instant;
  endedAt: Instant | null;
  detail: string;
}

/** Tables of queues, jobs, scans, and what people sign in to queues with. */
export interface SpoolTables {
  queue: QueueTable;
  job: JobTable;
  deviceJob: DeviceJobTable;
  scan: ScanTable;
  userPassword: UserPasswordTable;
  /** Wrong passwords of people who print; administrators have their own. */
  userPasswordFailure: { id: string; userNameKey: string; address: string; at: Instant };
}
