import { concatBytes, utf8 } from '@holdover/kernel';
import { hashRaw } from '@node-rs/argon2';

/** What the secret is; part of the salt, so that equal digits as PIN and as card stretch apart. */
export type StretchMethod = 'pin' | 'card';

/** Cost of Argon2id. Chosen by the server, carried to terminals. */
export interface StretchParameters {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

export interface StretchOptions {
  readonly method: StretchMethod;
  /** The organisation's salt, at least 16 bytes. */
  readonly salt: Uint8Array;
  readonly parameters: StretchParameters;
}

/** Defaults of the design's security chapter: a PIN has few bits and gets the most; a card number has more. */
export const PIN_STRETCH: StretchParameters = { memoryKiB: 65_536, passes: 3, lanes: 1 };
export const CARD_STRETCH: StretchParameters = { memoryKiB: 19_456, passes: 2, lanes: 1 };

const STRETCHED_BYTES = 32;

/**
 * `Argon2id(normalised secret, organisation salt ‖ method)`, 32 bytes (RFC 9106, version 0x13). Where the cost was raised, the
 * secret of the second link is what the first gave.
 * Runs on a thread of libuv's pool; the caller's thread is free meanwhile.
 */
export async function stretch(secret: string | Uint8Array, options: StretchOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { memoryKiB, passes, lanes } = options.parameters;
  const raw = await hashRaw(typeof secret === 'string' ? utf8(secret) : secret, {
    memoryCost: memoryKiB,
    timeCost: passes,
    parallelism: lanes,
    outputLen: STRETCHED_BYTES,
    salt: concatBytes([options.salt, utf8(options.method)]),
  });
  return new Uint8Array(raw);
}
