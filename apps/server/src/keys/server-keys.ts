import {
  canonicalJson,
  fromBase64Url,
  present,
  toBase64Url,
  utf8,
  type CredentialId,
  type UserId,
} from '@holdover/kernel';
import { deriveKey, keyedLookup, open, seal, type SealingKey } from '@holdover/nodejs';

interface SealedFor {
  readonly userId: UserId;
  readonly credentialId: CredentialId;
  readonly generation: number;
}

/** Everything derived from the server key, by what it is for. None leaves this process. */
export interface ServerKeys {
  /** For the encrypted database file. */
  readonly database: Uint8Array;
  /** base64url of HMAC-SHA-256(index key, stretched). */
  lookup(stretched: Uint8Array): string;
  /** base64url; opens only for the same user, credential and generation. */
  seal(stretched: Uint8Array, associated: SealedFor): string;
  /** @throws Fault of `open` in @holdover/nodejs */
  unseal(sealed: string, associated: SealedFor): Uint8Array<ArrayBuffer>;
  /** Recognises an imported secret of this user without the slow hash. */
  fingerprint(userId: UserId, kind: 'pin' | 'card', secret: string): string;
  /** One more key, for a purpose named by its label. */
  derive(label: string): Uint8Array<ArrayBuffer>;
}

export function createServerKeys(serverKey: Uint8Array): ServerKeys {
  const index = deriveKey(serverKey, 'holdover index 1');
  const recognition = deriveKey(serverKey, 'holdover fingerprint 1');
  const sealing: SealingKey = { id: 'seal-1', key: deriveKey(serverKey, 'holdover sealing 1') };
  const keyFor = (id: string): Uint8Array | undefined => (id === sealing.id ? sealing.key : undefined);
  return {
    database: deriveKey(serverKey, 'holdover database 1'),
    lookup: (stretched) => toBase64Url(keyedLookup(index, stretched)),
    seal: (stretched, associated) => toBase64Url(seal(sealing, stretched, bytesOf(associated))),
    unseal: (sealed, associated) => open(keyFor, present(fromBase64Url(sealed), 'sealed value'), bytesOf(associated)),
    fingerprint: (userId, kind, secret) =>
      toBase64Url(keyedLookup(recognition, utf8(canonicalJson([userId, kind, secret])))),
    derive: (label) => deriveKey(serverKey, label),
  };
}

function bytesOf({ userId, credentialId, generation }: SealedFor): Uint8Array {
  return utf8(canonicalJson([userId, credentialId, generation]));
}
