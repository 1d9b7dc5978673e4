import type { CredentialId, Instant, UserId } from '@holdover/kernel';
import type { Credential, CredentialKind } from './credential.ts';

export interface CredentialStore {
  create(credential: Credential): Promise<void>;
  delete(id: CredentialId): Promise<void>;
  read(id: CredentialId): Promise<Credential | undefined>;
  /** The one place where a secret leads to its owner. */
  findByLookup(kind: CredentialKind, lookup: string): Promise<Credential | undefined>;
  /** Newest first, whichever kind unless told. */
  ofUser(user: UserId, kind?: CredentialKind): Promise<readonly Credential[]>;
  /** Newest first within a user. */
  ofUsers(users: readonly UserId[]): Promise<readonly Credential[]>;
  countPins(): Promise<number>;
  /** B9: nobody but `user` may be given this PIN until then. */
  reservePin(lookup: string, user: UserId, until: Instant): Promise<void>;
  /** Whether the PIN is kept from everybody but `user` at `now`. */
  isReserved(lookup: string, user: UserId, now: Instant): Promise<boolean>;
}
