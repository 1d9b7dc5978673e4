import { availableParallelism } from 'node:os';
import { hashPassword, stretch, verifyPassword, type StretchOptions } from '@holdover/nodejs';

/** What costs a guesser dear. A port, since whoever plays a fleet has no time for it. */
export interface SlowHash {
  /** Of a normalised PIN or card number, or of what that gave before the cost was raised; 32 bytes. */
  stretch(secret: string | Uint8Array, options: StretchOptions): Promise<Uint8Array<ArrayBuffer>>;
  /** Of an administrator's password, with a salt of its own. */
  hashPassword(password: string): Promise<string>;
  /** @throws Fault `password-hash-damaged` */
  verifyPassword(stored: string, password: string): Promise<boolean>;
  /** How many of them are worth computing at once. */
  readonly atOnce: number;
}

/** libuv's pool, where Argon2 runs. */
const THREADS = 4;

/** Argon2id. */
export function createSlowHash(): SlowHash {
  return { stretch, hashPassword, verifyPassword, atOnce: Math.min(THREADS, availableParallelism()) };
}
