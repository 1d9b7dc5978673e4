import * as z from 'zod';
import { hashingMessage } from './enrolment.ts';
import {
  bytesField,
  credentialMethodField,
  idField,
  incarnationField,
  instantField,
  loginMethodField,
  spkiPinField,
} from './fields.ts';
import { denyDeltaField, tidingsField } from './link.ts';

/** POST state: what the terminal holds; zeros before the first pull. */
export const stateRequest = z.strictObject({
  protocol: z.int().min(1),
  revision: z.int().min(0),
  generation: z.int().min(0),
  /** A synchronization also takes settings that wait (A7). */
  reason: z.enum(['first', 'doorbell', 'interval', 'synchronize', 'reset']),
});
export type StateRequest = z.infer<typeof stateRequest>;

/** A user as a terminal needs them. */
export const heldUserMessage = z.strictObject({
  id: idField('user'),
  userName: z.string(),
  fullName: z.string(),
  language: z.enum(['en', 'de']).nullable(),
  /** May print in colour (G5). */
  color: z.boolean(),
  /** The server knows an address to send this person's scans to, and can send them. */
  scanToMe: z.boolean(),
});
export type HeldUser = z.infer<typeof heldUserMessage>;

/**
 * One PIN or ID card in the cache.
 * Invariant: `verifier` is HMAC-SHA-256(cache key, stretched); no two terminals hold the same for one PIN.
 */
export const heldCredentialMessage = z.strictObject({
  id: z.union([idField('pin'), idField('card')]),
  userId: idField('user'),
  method: credentialMethodField,
  verifier: bytesField({ min: 32, max: 32 }),
  /** Its own end (a temporary credential), or null. */
  endsAt: instantField.nullable(),
  /** Where it came from (B1). */
  source: z.enum(['sync', 'session']),
  /** B5: for `session` the online login, for `sync` the snapshot's time. */
  confirmedAt: instantField,
});
export type HeldCredential = z.infer<typeof heldCredentialMessage>;

export const terminalSettingsMessage = z.strictObject({
  enabled: z.boolean(),
  cacheHours: z.int().min(1).max(720),
  uncertainHours: z.int().min(0).max(72),
  /** Also while user synchronization is off: settings that wait arrive by it (A7). */
  intervalHours: z.int().min(1).max(168),
  pinMinLength: z.int().min(4).max(16),
  pinAttempts: z.int().min(1).max(100),
  pinRefillMinutes: z.int().min(1).max(144_000),
  /** Hours a held job waits (G3). */
  retentionHours: z.int().min(1).max(8_760),
  /** F5: pages one session may print while offline; null: as many as it likes. */
  offlinePageLimit: z.int().min(1).max(100_000).nullable(),
  /** F3: days acknowledged records are kept. */
  journalKeepDays: z.int().min(7).max(365),
});
export type TerminalSettings = z.infer<typeof terminalSettingsMessage>;

/** A folder the device itself reaches: what a terminal needs to put a scan there. `password` is as secret as a cache key. */
export const scanTargetMessage = z.strictObject({
  id: idField('scanTarget'),
  name: z.string(),
  kind: z.enum(['smb', 'webdav', 'sftp']),
  /** `smb://host/share/folder`, `https://host/folder`, `sftp://host[:port]/folder`; no sign-in in it. */
  url: z.string().max(1_023),
  userName: z.string().max(256),
  password: z.string().max(1_024),
  /** Whom to trust there: sftp `SHA256:…` of the host key; webdav the certificate's SPKI pin or null for public authorities; smb null. */
  trust: z.string().max(128).nullable(),
});
export type ScanTarget = z.infer<typeof scanTargetMessage>;

export const terminalProfileMessage = z.strictObject({
  name: z.string(),
  loginMethods: z.array(loginMethodField).max(4),
  idleTimeoutSeconds: z.int().min(10).max(3_600),
  actions: z.array(z.enum(['print', 'copy', 'scan', 'unlock-panel'])).max(4),
  /** B9: steps from the number a reader gives to the card number; null leaves it as read. */
  cardTransformation: z.string().max(500).nullable(),
  /** Who holds an unknown card may make it theirs with PIN or password. */
  cardRegistration: z.boolean(),
  scanToUsb: z.boolean(),
  scanTargets: z.array(scanTargetMessage).max(20),
});
export type TerminalProfile = z.infer<typeof terminalProfileMessage>;

/** Whom a terminal turns to, and whom it trusts there. Stored before the state is acknowledged. */
export const fleetTrustMessage = z.strictObject({
  /** PEM: one authority, or two while one replaces the other; the first issues. Null in a fleet that never had another. */
  authority: z.string().max(16_384).nullable(),
  /** `host:port`, in order of preference; none: those it has stay. */
  gateways: z.array(z.string().max(300)).max(16),
});
export type FleetTrust = z.infer<typeof fleetTrustMessage>;

/** Answer: everything the terminal should hold, as of one database snapshot. */
export const stateSnapshot = z.strictObject({
  kind: z.literal('snapshot'),
  protocol: z.int().min(1),
  revision: z.int().min(1),
  generation: z.int().min(1),
  incarnation: incarnationField,
  /** Time of the database snapshot it was computed from: confirms the synchronized users in it (B5). */
  computedAt: instantField,
  /** 32 bytes; another generation has another key. */
  cacheKey: bytesField({ min: 32, max: 32 }),
  hashing: hashingMessage,
  fleet: fleetTrustMessage,
  device: z.strictObject({
    id: idField('device'),
    name: z.string(),
    model: z.string(),
    offlineLogin: z.boolean(),
    /** The organisation's: what the panel speaks while nobody is logged in. */
    language: z.enum(['en', 'de']),
    /** Which certificate of the printer was approved: SHA-256 of its SPKI; null before any was. */
    printerPin: spkiPinField.nullable(),
  }),
  settings: terminalSettingsMessage,
  profile: terminalProfileMessage,
  users: z.array(heldUserMessage).max(11_000),
  /** B3: three of each kind for 10,000 who are synchronized, and what logins left of them and of 1,000 others. */
  credentials: z.array(heldCredentialMessage).max(200_000),
  denyList: denyDeltaField.nullable(),
  tidings: tidingsField,
});
export type StateSnapshot = z.infer<typeof stateSnapshot>;

export const stateAnswer = z.discriminatedUnion('kind', [
  stateSnapshot,
  z.strictObject({ kind: z.literal('unchanged'), tidings: tidingsField }),
]);
export type StateAnswer = z.infer<typeof stateAnswer>;

/** Sent once the snapshot is durable and in use: what `offline-users` and readiness are computed from (H1). */
export const stateAcknowledgement = z.strictObject({
  revision: z.int().min(1),
  generation: z.int().min(1),
  users: z.int().min(0),
  credentials: z.int().min(0),
});
export type StateAcknowledgement = z.infer<typeof stateAcknowledgement>;
