import type { CredentialId, Instant, UserId } from '@holdover/kernel';
import type { Credential, CredentialKind } from './credential.ts';
import type { RetiredCredential, StillOpensQuestion } from './retired-credential.ts';

export interface CredentialStore {
  create(credential: Credential): Promise<void>;
  delete(id: CredentialId): Promise<void>;
  /** Its own end, another than it had. */
  endAt(id: CredentialId, expiresAt: Instant): Promise<void>;
  read(id: CredentialId): Promise<Credential | undefined>;
  /** The one place where a secret leads to its owner. */
  findByLookup(kind: CredentialKind, lookup: string): Promise<Credential | undefined>;
  /** Newest first, whichever kind unless told. */
  ofUser(user: UserId, kind?: CredentialKind): Promise<readonly Credential[]>;
  /** Newest first within a user. */
  ofUsers(users: readonly UserId[]): Promise<readonly Credential[]>;
  /** PINs of enabled users that have not ended, counted by their digits. */
  workingPins(now: Instant): Promise<ReadonlyMap<number, number>>;
  /** Of whoever has a PIN of fewer digits that has not ended; by user name. */
  pinsBelow(length: number, now: Instant, most: number): Promise<readonly Credential[]>;
  countUsersBelow(length: number, now: Instant): Promise<number>;
  /** B9. */
  retire(retired: RetiredCredential): Promise<void>;
  /** What was taken from anybody but `userId`, and not forgotten. */
  retiredFrom(question: StillOpensQuestion): Promise<readonly RetiredCredential[]>;
  /** What no terminal can hold any more. */
  forgetRetired(endedBy: Instant): Promise<void>;
}
