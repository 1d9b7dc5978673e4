import type { CredentialId, Instant, UserId } from '@holdover/kernel';
import type { DenyDelta } from '@holdover/protocol';

export type DenySubject =
  | { readonly kind: 'user'; readonly subject: UserId }
  | { readonly kind: 'credential'; readonly subject: CredentialId }
  | { readonly kind: 'serial'; readonly subject: string };

export interface DenyListStore {
  /** @returns how many were not in it before */
  add(subjects: readonly DenySubject[], at: Instant): Promise<number>;
  /** @returns whether it was in it */
  remove(subject: string): Promise<boolean>;
  /** Forgets what no cache can hold any more. */
  prune(before: Instant): Promise<void>;
  entries(): Promise<readonly DenySubject[]>;
  /** The newest signed list; undefined before the first. */
  signed(): Promise<DenyDelta | undefined>;
  putSigned(list: DenyDelta): Promise<void>;
}
