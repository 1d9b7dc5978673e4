import { toBase64Url, type TerminalId } from '@holdover/kernel';
import { keyedLookup } from '@holdover/nodejs';
import type { HeldCredential } from '@holdover/protocol';
import type { ServerKeys } from '../../keys/server-keys.ts';
import type { Credential } from '../credentials/credential.ts';

/** The cache key of one terminal in one generation, 32 bytes. Derived, so that a reset needs no new secret to be kept (A5). */
export function cacheKeyOf(keys: ServerKeys, terminalId: TerminalId, generation: number): Uint8Array<ArrayBuffer> {
  return keys.derive(`holdover cache key 1 ${terminalId} ${generation}`);
}

export interface Verified {
  readonly credential: Credential;
  readonly source: HeldCredential['source'];
  readonly confirmedAt: HeldCredential['confirmedAt'];
}

/** `HMAC-SHA-256(cache key, stretched)`: the one form in which a secret reaches a terminal's disk. */
export function heldCredential(
  keys: ServerKeys,
  cacheKey: Uint8Array,
  { credential, source, confirmedAt }: Verified,
): HeldCredential {
  const { id, userId, kind, generation, sealed, expiresAt } = credential;
  const stretched = keys.unseal(sealed, { userId, credentialId: id, generation });
  const verifier = toBase64Url(keyedLookup(cacheKey, stretched));
  stretched.fill(0);
  return { id, userId, method: kind, verifier, endsAt: expiresAt, source, confirmedAt };
}
