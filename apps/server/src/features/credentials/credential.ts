import type { CredentialId, Instant, UserId } from '@holdover/kernel';

export type CredentialKind = 'pin' | 'card';

/** A PIN or an ID card of one user. Nothing in it gives the secret away without the server key. */
export interface Credential {
  readonly id: CredentialId;
  readonly userId: UserId;
  readonly kind: CredentialKind;
  /** base64url of HMAC-SHA-256(index key, stretched). */
  readonly lookup: string;
  /** base64url of `stretched`, sealed for this user, credential and generation. */
  readonly sealed: string;
  /** Names how it was stretched. */
  readonly generation: number;
  /** base64url; for secrets that came by an import, else null. */
  readonly fingerprint: string | null;
  /** Digits of a PIN; 0 for a card. */
  readonly length: number;
  /** Last characters of a card number; empty for a PIN. */
  readonly ending: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
}
