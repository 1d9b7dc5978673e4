import type { Branded } from './brand.ts';
import { toHex } from './bytes.ts';
import type { Entropy } from './ports.ts';
import type { Instant } from './time.ts';

/** The kinds of id, by prefix. One place, so that no two nouns share one. */
export const ID_PREFIXES = {
  activity: 'act_',
  administrator: 'adm_',
  alert: 'alr_',
  apiToken: 'tok_',
  auditEntry: 'aud_',
  authority: 'aut_',
  card: 'crd_',
  certificate: 'crt_',
  consoleSession: 'cns_',
  device: 'dev_',
  deviceGroup: 'dgr_',
  enrolment: 'enr_',
  epoch: 'epo_',
  fleet: 'flt_',
  group: 'grp_',
  import: 'imp_',
  job: 'job_',
  pin: 'pin_',
  profile: 'prf_',
  queue: 'que_',
  reviewItem: 'rev_',
  scanTarget: 'stg_',
  session: 'ses_',
  terminal: 'trm_',
  user: 'usr_',
  userSource: 'src_',
} as const;

export type IdKind = keyof typeof ID_PREFIXES;

/** `usr_0198c1d2-…`: a prefix and a UUIDv7. Lists sort by it in order of creation. */
export type Id<K extends IdKind> = Branded<string, K>;

export type ActivityId = Id<'activity'>;
export type AdministratorId = Id<'administrator'>;
export type AlertId = Id<'alert'>;
export type ApiTokenId = Id<'apiToken'>;
export type AuditEntryId = Id<'auditEntry'>;
export type AuthorityId = Id<'authority'>;
export type CardId = Id<'card'>;
export type CertificateId = Id<'certificate'>;
export type ConsoleSessionId = Id<'consoleSession'>;
export type DeviceId = Id<'device'>;
export type DeviceGroupId = Id<'deviceGroup'>;
export type EnrolmentId = Id<'enrolment'>;
export type EpochId = Id<'epoch'>;
export type FleetId = Id<'fleet'>;
export type GroupId = Id<'group'>;
export type ImportId = Id<'import'>;
export type JobId = Id<'job'>;
export type PinId = Id<'pin'>;
export type ProfileId = Id<'profile'>;
export type QueueId = Id<'queue'>;
export type ReviewItemId = Id<'reviewItem'>;
export type ScanTargetId = Id<'scanTarget'>;
export type SessionId = Id<'session'>;
export type TerminalId = Id<'terminal'>;
export type UserId = Id<'user'>;
export type UserSourceId = Id<'userSource'>;
/** A credential is a PIN or an ID card of one user. */
export type CredentialId = PinId | CardId;

/** Built-in groups have fixed ids; everything else ends in a UUID (interfaces.md). */
export const ALL_USERS = 'grp_all' as GroupId;
export const ALL_DEVICES = 'dgr_all' as DeviceGroupId;

/** An epoch of a journal: 128 random bits and no time (F2). */
const EPOCH = /^[0-9a-f]{32}$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function makeId<K extends Exclude<IdKind, 'epoch'>>(kind: K, now: Instant, entropy: Entropy): Id<K> {
  return `${ID_PREFIXES[kind]}${uuidv7(now, entropy)}` as Id<K>;
}

export function isId<K extends IdKind>(kind: K, value: unknown): value is Id<K> {
  const prefix = ID_PREFIXES[kind];
  if (typeof value !== 'string' || !value.startsWith(prefix)) return false;
  const rest = value.slice(prefix.length);
  if (kind === 'epoch') return EPOCH.test(rest);
  return UUID.test(rest) || ((kind === 'group' || kind === 'deviceGroup') && rest === 'all');
}

/** RFC 9562 §5.7: 48 bits of milliseconds, version 7, 74 random bits, variant 10. */
export function uuidv7(now: Instant, entropy: Entropy): string {
  const bytes = entropy.bytes(16);
  let ms = Math.max(0, Math.floor(now));
  for (let i = 5; i >= 0; i--) {
    bytes[i] = ms % 256;
    ms = Math.floor(ms / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = toHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
