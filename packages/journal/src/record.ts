import { canonicalJson, isId, toHex, utf8, type Digest, type Id, type IdKind } from '@holdover/kernel';
import { z } from 'zod';

/** The version this code writes. Types of earlier versions stay readable for ever. */
export const RECORD_VERSION = 1;

/** A record is a few hundred bytes; what is longer was not written by a terminal. */
export const LONGEST_RECORD = 8_192;

const id = <K extends IdKind>(kind: K) => z.custom<Id<K>>((value) => isId(kind, value), `not an id of kind ${kind}`);
const count = z.int().min(0).max(1_000_000_000);
const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** Milliseconds; `trusted` since 1970, by security.md's *Time*. */
const recordTime = z.strictObject({ trusted: z.int().min(0), uncertainty: z.int().min(0) });

const chained = {
  v: z.literal(RECORD_VERSION),
  terminalId: id('terminal'),
  epoch: id('epoch'),
  /** From 1 within an epoch. */
  sequence: z.int().min(1),
  /** F2: SHA-256 of the record before it, in the epoch it continues if need be; null for the first record of all. */
  previousHash: sha256Hex.nullable(),
  time: recordTime,
  mode: z.enum(['online', 'offline']),
};

const loginMethod = z.enum(['pin', 'card', 'card+pin', 'password']);

const refusalCode = z.enum([
  'unknown-credential',
  'expired',
  'disabled',
  'method-not-allowed',
  'offline-login-unavailable',
  'locked',
]);

const epochBegin = z.strictObject({
  ...chained,
  type: z.literal('epoch-begin'),
  reason: z.enum(['start', 'reset', 'restore']),
  /** Equals `previousHash`: said twice, because a fork is found by it. */
  continues: sha256Hex.nullable(),
});

const sessionBegin = z.strictObject({
  ...chained,
  type: z.literal('session-begin'),
  userId: id('user'),
  sessionId: id('session'),
  method: loginMethod,
  credentialIds: z
    .array(z.union([id('pin'), id('card')]))
    .max(2)
    .readonly(),
});

const sessionEnd = z.strictObject({
  ...chained,
  type: z.literal('session-end'),
  userId: id('user'),
  sessionId: id('session'),
  reason: z.enum([
    'logout',
    'idle',
    'second-swipe',
    'switch-user',
    'refused-by-server',
    'user-disabled',
    'stopped',
    'power-loss',
  ]),
});

/** The user is named where the whole secret or a card named one. */
const refusal = z.strictObject({
  ...chained,
  type: z.literal('refusal'),
  userId: id('user').nullable(),
  method: loginMethod,
  code: refusalCode,
  count: z.int().min(1),
});

/** F1: what came after the first twenty, one record a minute. */
const refusals = z.strictObject({
  ...chained,
  type: z.literal('refusals'),
  counts: z
    .array(z.strictObject({ method: loginMethod, code: refusalCode, count: z.int().min(1) }))
    .min(1)
    .max(24)
    .readonly(),
});

const printerState = z.strictObject({
  uuid: z.string().min(1).max(128),
  /** Seconds, RFC 8011 `printer-up-time`. */
  upTime: count.nullable(),
  lifetimeImpressions: count.nullable(),
});

const activityBegin = z.strictObject({
  ...chained,
  type: z.literal('activity-begin'),
  userId: id('user'),
  activityId: id('activity'),
  /** Null for a direct print: nobody was at the device. */
  sessionId: id('session').nullable(),
  /** `walk-up`: whatever was done at the unlocked device. */
  kind: z.enum(['print', 'copy', 'scan', 'walk-up']),
  /** F4: the name we give the job at the printer; never the document's. */
  jobName: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/),
  /** Pages of one copy, where the document told. */
  pages: count.nullable(),
  copies: z.int().min(1).max(9_999),
  color: z.boolean(),
  sides: z.enum(['one-sided', 'two-sided-long-edge', 'two-sided-short-edge']),
  /** F4: as it was before the first byte; null where it could not be asked. */
  printer: printerState.nullable(),
});

const activityEnd = z.strictObject({
  ...chained,
  type: z.literal('activity-end'),
  userId: id('user'),
  activityId: id('activity'),
  outcome: z.enum(['completed', 'cancelled', 'failed', 'unknown']),
  /** Printed; of a scan the sides that were scanned, which no marker counted. */
  impressions: count,
  sheets: count.nullable(),
  color: z.boolean(),
  /** G4: where the number of impressions comes from. */
  source: z.enum(['job', 'device', 'estimate', 'none']),
  /** F4: the number is the least that is certain; a person decides about the rest. */
  toReview: z.boolean(),
});

const clockStep = z.strictObject({
  ...chained,
  type: z.literal('clock-step'),
  /** Milliseconds the server moved the trusted time; negative is back. The record's own time is the one before. */
  by: z.int(),
});

/** F7: recorded while nothing of ours prints, so that what records explain and what the device counted can be compared. */
const counters = z.strictObject({
  ...chained,
  type: z.literal('counters'),
  reason: z.enum(['session-begin', 'session-end', 'daily']),
  printer: printerState,
});

const journalRecord = z.discriminatedUnion('type', [
  epochBegin,
  sessionBegin,
  sessionEnd,
  refusal,
  refusals,
  activityBegin,
  activityEnd,
  clockStep,
  counters,
]);

/** F2: one line of a terminal's journal. Names users by id; holds no name, PIN or card number. */
export type JournalRecord = z.infer<typeof journalRecord>;
export type RecordType = JournalRecord['type'];
export type RecordOf<T extends RecordType> = Extract<JournalRecord, { type: T }>;
export type RecordTime = z.infer<typeof recordTime>;
export type PrinterState = z.infer<typeof printerState>;
export type JournalMode = JournalRecord['mode'];
export type SessionEndReason = RecordOf<'session-end'>['reason'];
export type ActivityOutcome = RecordOf<'activity-end'>['outcome'];
export type CountSource = RecordOf<'activity-end'>['source'];

/** The one text of a record: stored, sent and hashed as it is. */
export function encodeRecord(record: JournalRecord): string {
  return canonicalJson(record);
}

/** F2: lower-case hex SHA-256 of the record's UTF-8. */
export function hashRecord(text: string, digest: Digest): string {
  return toHex(digest.sha256(utf8(text)));
}

/**
 * `too-long` over 8,192 characters · `not-json` · `newer-version` written by a later program: keep the text, do not guess ·
 * `not-a-record` another shape, or a field out of range · `not-canonical` the same value in another text: its hash would be another.
 */
export type DecodedRecord =
  | { readonly ok: true; readonly record: JournalRecord }
  | { readonly ok: false; readonly problem: 'too-long' | 'not-json' | 'not-canonical' }
  | { readonly ok: false; readonly problem: 'newer-version'; readonly version: number }
  | { readonly ok: false; readonly problem: 'not-a-record'; readonly field: string };

/** Strict and total: anything but exactly what `encodeRecord` makes is a typed refusal. */
export function decodeRecord(text: string): DecodedRecord {
  if (text.length > LONGEST_RECORD) return { ok: false, problem: 'too-long' };
  const value = parseJson(text);
  if (value === undefined) return { ok: false, problem: 'not-json' };
  const version = versionOf(value);
  if (version !== undefined && version > RECORD_VERSION) return { ok: false, problem: 'newer-version', version };
  const parsed = journalRecord.safeParse(value);
  if (!parsed.success)
    return { ok: false, problem: 'not-a-record', field: parsed.error.issues[0]?.path.join('.') ?? '' };
  if (encodeRecord(parsed.data) !== text) return { ok: false, problem: 'not-canonical' };
  return { ok: true, record: parsed.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function versionOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null || !('v' in value)) return undefined;
  return typeof value.v === 'number' ? value.v : undefined;
}
