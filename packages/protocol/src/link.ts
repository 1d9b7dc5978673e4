import * as z from 'zod';
import { bytesField, idField, incarnationField, instantField } from './fields.ts';

/** The newest record of one epoch that the server has booked; null before the first. */
export const journalHeadField = z.strictObject({
  epoch: idField('epoch'),
  sequence: z.int().min(0),
});
export type JournalHead = z.infer<typeof journalHeadField>;

/** What every answer of the server says about the whole, so that a lost doorbell costs one heartbeat (C2). */
export const tidingsField = z.strictObject({
  serverTime: instantField,
  /** The state the terminal should hold; settings that wait (A7) are not counted. */
  desiredRevision: z.int().min(0),
  /** Rises with every reset (A5): another number means another cache key. */
  desiredGeneration: z.int().min(1),
  denyListVersion: z.int().min(0),
  /** Present when the revision the terminal named is the desired one: synchronized credentials are confirmed as of then (B5). */
  confirmedAt: instantField.nullable(),
});
export type Tidings = z.infer<typeof tidingsField>;

/** Terminal → server on the push link. */
export const linkFrameUp = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    protocol: z.int().min(1),
    terminalVersion: z.string().max(64),
    keyProtector: z.enum(['tpm2', 'systemd-credential', 'keyfile']),
    bootId: z.string().max(64),
    revision: z.int().min(0),
    generation: z.int().min(0),
    journalBacklog: z.int().min(0),
  }),
  z.strictObject({
    type: z.literal('heartbeat'),
    /** Answers carry it back, so a late one is known as such. */
    number: z.int().min(0),
    revision: z.int().min(0),
    generation: z.int().min(0),
    journalBacklog: z.int().min(0),
    /** C1: the link stands, but the server answers with errors or too slowly. Absent where it does not. */
    degraded: z.literal(true).optional(),
  }),
]);
export type LinkFrameUp = z.infer<typeof linkFrameUp>;

/** What leaves the cache at once (B7, H3), signed by the server's deny-list key over the canonical JSON of the rest. */
export const denyDeltaField = z.strictObject({
  incarnation: incarnationField,
  version: z.int().min(1),
  users: z.array(idField('user')).max(10_000),
  credentials: z.array(z.union([idField('pin'), idField('card')])).max(60_000),
  terminalSerials: z.array(z.string().regex(/^[0-9a-f]{1,40}$/)).max(10_000),
  signature: bytesField({ min: 32, max: 128 }),
});
export type DenyDelta = z.infer<typeof denyDeltaField>;

/** Server → terminal on the push link. */
export const linkFrameDown = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('welcome'),
    protocol: z.int().min(1),
    incarnation: incarnationField,
    /** Public key (SPKI, base64url) that signs acknowledgements, deny lists and orders. */
    signingKey: bytesField({ min: 32, max: 256 }),
    tidings: tidingsField,
    /** Over how many seconds a returning terminal spreads its reconnect (C3). */
    returnSpreadSeconds: z.int().min(0).max(3_600),
    heartbeatSeconds: z.int().min(1).max(300),
  }),
  z.strictObject({ type: z.literal('heartbeat'), number: z.int().min(0), tidings: tidingsField }),
  z.strictObject({
    type: z.literal('doorbell'),
    reason: z.enum(['state', 'reset', 'revocation', 'synchronize']),
    tidings: tidingsField,
    denyDelta: denyDeltaField.nullable(),
  }),
  /** A wipe takes effect at once, on the cache alone (A5). Signed over the canonical JSON of the other members. */
  z.strictObject({
    type: z.literal('order'),
    order: z.literal('wipe'),
    terminalId: idField('terminal'),
    certificateSerial: z.string(),
    issuedAt: instantField,
    signature: bytesField({ min: 32, max: 128 }),
  }),
  /** Gives the PIN bucket its tokens back (D3 *Unlock PIN login*). Orders are numbered upwards; a terminal obeys each once. */
  z.strictObject({ type: z.literal('unlock-pin'), order: z.int().min(1) }),
  /** A doorbell: what waits on the server for this device, or for who is logged in here, has changed. */
  z.strictObject({ type: z.literal('jobs') }),
]);
export type LinkFrameDown = z.infer<typeof linkFrameDown>;

/** Why the server ends a push link: private use of RFC 6455 §7.4.2, after the HTTP status of the same meaning. */
export const LINK_CLOSE = { badFrame: 4400, revoked: 4403, newerProtocol: 4409, fault: 4500 } as const;
