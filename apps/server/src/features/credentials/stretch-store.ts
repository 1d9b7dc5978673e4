import type { CredentialId } from '@holdover/kernel';
import type { Credential, CredentialKind } from './credential.ts';

/** What a credential's secret gives by another generation than the one in use. */
export interface OtherStretch {
  readonly credentialId: CredentialId;
  readonly kind: CredentialKind;
  readonly generation: number;
  /** base64url of HMAC-SHA-256(index key, stretched). */
  readonly lookup: string;
  /** base64url of `stretched`, sealed for its user, credential and generation. */
  readonly sealed: string;
}

/**
 * Invariant: the credential's own row holds the generation in use; here lies the one that is to come into use, or the one that
 * terminals still hold.
 */
export interface StretchStore {
  /** What is there already stays. */
  put(stretch: OtherStretch): Promise<void>;
  find(kind: CredentialKind, lookup: string): Promise<Credential | undefined>;
  /** Credentials that have nothing of this generation, oldest ids first. */
  lacking(kind: CredentialKind, generation: number, most: number): Promise<readonly Credential[]>;
  /** Whether there is any credential of the kind. */
  any(kind: CredentialKind): Promise<boolean>;
  /** Every credential's row takes what lies here of `to`, and what was there lies here. All of a kind must have it. */
  changeOver(kind: CredentialKind, generations: { readonly from: number; readonly to: number }): Promise<void>;
  remove(kind: CredentialKind, generation: number): Promise<void>;
}
