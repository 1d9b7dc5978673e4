import type {
  ActivityId,
  AlertId,
  CredentialId,
  DeviceId,
  EnrolmentId,
  EpochId,
  FleetId,
  Instant,
  PinId,
  ReviewItemId,
  SessionId,
  TerminalId,
  UserId,
} from '@holdover/kernel';
import type { Generated } from 'kysely';

/** Portable boolean, as in tables.ts. */
type Bit = 0 | 1;

/** One row: the fleet's identity. Private keys are sealed under the server key; base64url. */
interface AuthorityTable {
  fleetId: FleetId;
  certificate: string;
  sealedKey: string;
  gatewayCertificate: string;
  gatewaySealedKey: string;
  /** Signs acknowledgements, deny lists and orders. */
  signingSealedKey: string;
  incarnationNumber: number;
  incarnationRandom: string;
  createdAt: Instant;
}

/** While one authority replaces another: the one that is to issue, or the one that did. At most one row. */
interface AuthorityBesideTable {
  state: 'next' | 'previous';
  /** PEM. */
  certificate: string;
  /** Of the next one; the previous one's is gone. */
  sealedKey: string | null;
  since: Instant;
}

interface EnrolmentTable {
  id: EnrolmentId;
  deviceId: DeviceId;
  /** The address the code names; the terminal reaches the gateway there too. */
  host: string;
  gatewayPort: number;
  /** First bytes of the secret: finds the code a wrong secret was meant for. */
  lookup: string;
  /** SHA-256 of the whole secret. */
  secretHash: string;
  createdAt: Instant;
  expiresAt: Instant;
  usedAt: Instant | null;
  wrongTries: number;
}

interface TerminalTable {
  id: TerminalId;
  deviceId: DeviceId;
  version: string;
  keyProtector: string;
  enrolledAt: Instant;
  revokedAt: Instant | null;
  /** F3: its journal is taken, nothing else. */
  suspendedAt: Instant | null;
  lastContactAt: Instant | null;
  /** A5: rises with every reset; names the cache key. */
  generationDesired: number;
  generationApplied: number;
  revisionDesired: number;
  revisionApplied: number;
  /** Of what revisionDesired stands for, settings apart; empty before it was ever computed. */
  contentDigest: string;
  /** A7: JSON of the settings and profile that revisionDesired carries; null before the first synchronization. */
  settingsDesired: string | null;
  /** The same, as acknowledged. */
  settingsApplied: string | null;
  acknowledgedAt: Instant | null;
  /** B5: up to when synchronized credentials are confirmed, as the terminal is known to know. */
  confirmedAt: Instant | null;
  journalBacklog: number;
  /** The panel's service PIN, sealed; base64url. */
  servicePinSealed: string;
  /** The run of a server that its link is to; null without a link. */
  linkedTo: Generated<string | null>;
  /** C1: as the terminal says. */
  linkDegraded: Generated<Bit>;
}

/** A server while it runs. */
interface ServerRunTable {
  id: string;
  /** Written all the while: who no longer does has ended, and its links with it. */
  aliveAt: Instant;
}

/** A time a terminal had no link to any server, and is over. */
interface OutageTable {
  terminalId: TerminalId;
  deviceId: DeviceId;
  startedAt: Instant;
  endedAt: Instant;
}

interface TerminalCertificateTable {
  /** Lower-case hexadecimal. */
  serial: string;
  terminalId: TerminalId;
  issuedAt: Instant;
  /** First proven; null for a successor that its terminal has not used yet. */
  usedAt: Instant | null;
  /** When its successor was first used. */
  supersededAt: Instant | null;
  revokedAt: Instant | null;
  /** Which authority issued it: hexadecimal SPKI hash. */
  issuer: string;
}

/** What a terminal was sent and has not acknowledged. */
interface PendingStateTable {
  terminalId: TerminalId;
  revision: number;
  generation: number;
  computedAt: Instant;
  /** JSON. */
  settings: string;
  /** JSON: the holdings. */
  holdings: string;
}

/** What a terminal holds, from what it acknowledged (H1). */
interface HoldingTable {
  terminalId: TerminalId;
  credentialId: CredentialId;
  source: 'sync' | 'session';
  userId: UserId;
  method: 'pin' | 'card';
  endsAt: Instant | null;
  confirmedAt: Instant;
  /** The last that the terminal is known to have; null before any. */
  knownAt: Instant | null;
  /** 0: granted by an online login whose session the journal has not shown yet. */
  acknowledged: Bit;
}

/** H3: one row. */
interface DenyListTable {
  name: 'deny';
  version: number;
  /** JSON: the signed list. */
  signed: string;
}

interface DenyEntryTable {
  subject: string;
  kind: 'user' | 'credential' | 'serial';
  addedAt: Instant;
}

interface JournalEpochTable {
  terminalId: TerminalId;
  epoch: EpochId;
  upTo: number;
  hash: string;
  forked: Bit;
}

interface JournalRecordTable {
  terminalId: TerminalId;
  epoch: EpochId;
  sequence: number;
  hash: string;
  /** Of an epoch's beginning: the hash of the record it continues. */
  continues: string | null;
  type: string;
  text: string;
  review: string | null;
  receivedAt: Instant;
}

/** Another text for a place already taken. */
interface JournalConflictTable {
  terminalId: TerminalId;
  epoch: EpochId;
  sequence: number;
  hash: string;
  text: string;
  receivedAt: Instant;
}

interface UserSessionTable {
  id: SessionId;
  terminalId: TerminalId;
  deviceId: DeviceId;
  userId: UserId;
  method: string;
  mode: 'online' | 'offline';
  startedAt: Instant;
  endedAt: Instant | null;
  endReason: string | null;
  /** F3: by a decision in review. */
  discarded: Generated<Bit>;
}

/** B2. Days are of UTC since 1970. */
interface DeviceUseTable {
  deviceId: DeviceId;
  userId: UserId;
  lastUsedAt: Instant;
  /** Of the last booking. */
  day: number;
  /** What was known before that day began. */
  earlier: Instant | null;
}

interface ActivityTable {
  id: ActivityId;
  /** Null for an end booked in review whose beginning never came. */
  sessionId: SessionId | null;
  terminalId: TerminalId;
  deviceId: DeviceId;
  /** Null for pages that no record explains (F7). */
  userId: UserId | null;
  kind: 'print' | 'copy' | 'scan' | 'walk-up';
  mode: 'online' | 'offline';
  startedAt: Instant;
  pages: number | null;
  copies: number;
  color: Bit;
  sides: string;
  endedAt: Instant | null;
  outcome: string | null;
  impressions: number;
  sheets: number | null;
  source: string | null;
  /** F3: by a decision in review. */
  discarded: Generated<Bit>;
  /** F7: of unexplained pages: an activity whose number was not certain when they came out. */
  uncertainId: Generated<ActivityId | null>;
}

/** What a terminal told last of its printer. */
interface TerminalPrinterTable {
  terminalId: TerminalId;
  deviceId: DeviceId;
  uri: string;
  uuid: string | null;
  makeAndModel: string;
  color: Bit;
  duplex: Bit;
  /** JSON, as `media`. */
  formats: string;
  media: string;
  pagesPerMinute: number;
  /** Null over ipp, and before the first contact; the three together. */
  certificatePin: string | null;
  certificateSubject: string | null;
  certificateNotAfter: Instant | null;
  reportedAt: Instant;
}

/** F7: where the comparison of a terminal's printer stands. */
interface TerminalCounterTable {
  terminalId: TerminalId;
  printerUuid: string;
  /** Lifetime impressions, as last recorded. */
  impressions: number;
  /** What records have explained since. */
  explained: number;
  /** The last activity since whose number is not certain. */
  uncertainId: ActivityId | null;
  at: Instant;
}

interface ReviewItemTable {
  id: ReviewItemId;
  kind: string;
  terminalId: TerminalId;
  deviceId: DeviceId;
  epoch: EpochId | null;
  sequence: number | null;
  /** Of the text it is about: in journalRecord, journalConflict or journalUnreadable. */
  hash: string | null;
  /** Of a gap: the hash of the record that is missing. */
  follows: string | null;
  sessionId: SessionId | null;
  activityId: ActivityId | null;
  /** Whether what the text says is in the books. */
  booked: Bit;
  detail: string;
  raisedAt: Instant;
  decision: 'book' | 'discard' | null;
  note: string | null;
  /** Null where what was missing came. */
  decidedBy: string | null;
  decidedAt: Instant | null;
}

/** F3: what a terminal handed in that is no record of its own. */
interface JournalUnreadableTable {
  terminalId: TerminalId;
  hash: string;
  problem: string;
  /** As a JSON string: it may have characters that no text column takes. */
  text: string;
  receivedAt: Instant;
}

/** F5: since when a user or a credential opens something, or nothing. What was never taken away has no row. */
interface EntitlementChangeTable {
  subject: UserId | CredentialId;
  at: Instant;
  granted: Bit;
}

interface AlertTable {
  id: AlertId;
  kind: string;
  deviceId: DeviceId | null;
  terminalId: TerminalId | null;
  detail: string;
  raisedAt: Instant;
  clearedAt: Instant | null;
}

/** D3: until when misses of PIN alone count. */
interface PinMissTable {
  terminalId: TerminalId;
  fullAt: Instant;
}

/** What became of a change somebody made at a panel: a terminal whose answer was lost asks again. */
interface OwnCredentialAttemptTable {
  attempt: string;
  terminalId: TerminalId;
  userId: UserId;
  credentialId: CredentialId;
  at: Instant;
}

/** B9: a PIN that took another's place and has not been used yet. */
interface PinSuccessionTable {
  newId: PinId;
  oldId: PinId;
  userId: UserId;
}

/** D3: numbered upwards by terminal; `sent` once it went out on a link. */
interface PinUnlockTable {
  terminalId: TerminalId;
  number: number;
  givenAt: Instant;
  sent: Bit;
}

/** Tables of authority, enrolment, terminals, sync, journal-intake and sessions. */
export interface FleetTables {
  ownCredentialAttempt: OwnCredentialAttemptTable;
  pinSuccession: PinSuccessionTable;
  pinUnlock: PinUnlockTable;
  authority: AuthorityTable;
  authorityBeside: AuthorityBesideTable;
  enrolment: EnrolmentTable;
  terminal: TerminalTable;
  serverRun: ServerRunTable;
  outage: OutageTable;
  terminalCertificate: TerminalCertificateTable;
  pendingState: PendingStateTable;
  holding: HoldingTable;
  denyList: DenyListTable;
  denyEntry: DenyEntryTable;
  journalEpoch: JournalEpochTable;
  journalRecord: JournalRecordTable;
  journalConflict: JournalConflictTable;
  userSession: UserSessionTable;
  deviceUse: DeviceUseTable;
  activity: ActivityTable;
  reviewItem: ReviewItemTable;
  journalUnreadable: JournalUnreadableTable;
  entitlementChange: EntitlementChangeTable;
  alert: AlertTable;
  pinMiss: PinMissTable;
  terminalPrinter: TerminalPrinterTable;
  terminalCounter: TerminalCounterTable;
}
