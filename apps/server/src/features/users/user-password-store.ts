import type { Instant, UserId } from '@holdover/kernel';
import type { SignInFailure } from '../administrators/administrator-store.ts';

/** What somebody signs in to a queue with. */
export interface UserPassword {
  readonly userId: UserId;
  readonly userName: string;
  readonly enabled: boolean;
  /** A PHC string. */
  readonly hash: string;
}

export interface UserPasswordStore {
  set(userId: UserId, hash: string, changedAt: Instant): Promise<void>;
  /** @returns whether there was one */
  delete(userId: UserId): Promise<boolean>;
  /** Whatever its case. */
  findByUserName(userName: string): Promise<UserPassword | undefined>;

  addFailure(failure: SignInFailure): Promise<void>;
  /** Newest first, at most `limit`. */
  failuresSince(
    since: Instant,
    of: { readonly userNameKey: string } | { readonly address: string },
    limit: number,
  ): Promise<readonly SignInFailure[]>;
  deleteFailures(of: { readonly userNameKey: string; readonly address: string }): Promise<void>;
  deleteFailuresBefore(before: Instant): Promise<void>;
}
