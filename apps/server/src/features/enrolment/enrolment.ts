import { createHash } from 'node:crypto';
import {
  equalBytes,
  fromHex,
  hours,
  later,
  toHex,
  type DeviceId,
  type Duration,
  type EnrolmentId,
  type Instant,
} from '@holdover/kernel';

/** A one-time code as it is kept: enough to know its secret again, not enough to make it. */
export interface Enrolment {
  readonly id: EnrolmentId;
  readonly deviceId: DeviceId;
  /** The address the code names; the terminal reaches the gateway there too. */
  readonly host: string;
  readonly gatewayPort: number;
  /** First bytes of the secret: finds the code that a wrong secret was meant for. */
  readonly lookup: string;
  /** Hex SHA-256 of the whole secret: 128 random bits need no slow hash. */
  readonly secretHash: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
  readonly wrongTries: number;
}

export const SECRET_BYTES = 16;
/** Finds a code; 96 bits are left to guess. */
const LOOKUP_BYTES = 4;

/** security.md, Enrolment. */
export const CODE_LIFETIME: Duration = hours(24);
export const WRONG_TRIES = 10;

export interface NewEnrolment extends Pick<Enrolment, 'id' | 'deviceId' | 'host' | 'gatewayPort' | 'createdAt'> {
  readonly secret: Uint8Array;
}

export function newEnrolment({ secret, ...given }: NewEnrolment): Enrolment {
  return {
    ...given,
    lookup: lookupOf(secret),
    secretHash: hashOf(secret),
    expiresAt: later(given.createdAt, CODE_LIFETIME),
    usedAt: null,
    wrongTries: 0,
  };
}

export function lookupOf(secret: Uint8Array): string {
  return toHex(secret.subarray(0, LOOKUP_BYTES));
}

export type CodeVerdict = 'good' | 'wrong' | 'expired' | 'used';

/** Whether this secret enrols now. That a code is used, expired or locked is told only to someone who has all of it. */
export function judgeSecret(enrolment: Enrolment, secret: Uint8Array, now: Instant): CodeVerdict {
  const expected = fromHex(enrolment.secretHash);
  const given = fromHex(hashOf(secret));
  if (expected === undefined || given === undefined || !equalBytes(expected, given)) return 'wrong';
  if (enrolment.wrongTries >= WRONG_TRIES) return 'wrong';
  if (enrolment.usedAt !== null) return 'used';
  return now >= enrolment.expiresAt ? 'expired' : 'good';
}

/** What an administrator sees of it; `used` stays `used`. */
export function stateOf(enrolment: Enrolment, now: Instant): 'waiting' | 'used' | 'expired' | 'locked' {
  if (enrolment.usedAt !== null) return 'used';
  if (now >= enrolment.expiresAt) return 'expired';
  return enrolment.wrongTries >= WRONG_TRIES ? 'locked' : 'waiting';
}

function hashOf(secret: Uint8Array): string {
  return createHash('sha256').update(secret).digest('hex');
}
