import type { AdministratorId, Instant } from '@holdover/kernel';
import type { Administrator, ApiToken } from './administrator.ts';

interface ConsoleSession {
  /** Hex SHA-256 of the cookie's token. */
  readonly tokenHash: string;
  readonly administratorId: AdministratorId;
  readonly createdAt: Instant;
  readonly seenAt: Instant;
}

export interface SignInFailure {
  readonly id: string;
  readonly userNameKey: string;
  readonly address: string;
  readonly at: Instant;
}

/** Who may sign in, and with what. Tokens are known by their hashes alone. */
export interface AdministratorStore {
  count(): Promise<number>;
  create(administrator: Administrator, passwordHash: string): Promise<void>;
  findByUserName(
    userName: string,
  ): Promise<{ readonly administrator: Administrator; readonly passwordHash: string } | undefined>;

  createSession(session: ConsoleSession): Promise<void>;
  findSession(
    tokenHash: string,
  ): Promise<{ readonly session: ConsoleSession; readonly administrator: Administrator } | undefined>;
  touchSession(tokenHash: string, seenAt: Instant): Promise<void>;
  deleteSession(tokenHash: string): Promise<void>;
  deleteSessionsBefore(bounds: { readonly createdBefore: Instant; readonly seenBefore: Instant }): Promise<void>;

  createApiToken(token: ApiToken, tokenHash: string): Promise<void>;
  findApiToken(tokenHash: string): Promise<ApiToken | undefined>;

  addSetUpToken(tokenHash: string, createdAt: Instant): Promise<void>;
  hasSetUpToken(tokenHash: string): Promise<boolean>;
  deleteSetUpTokens(): Promise<void>;

  addFailure(failure: SignInFailure): Promise<void>;
  /** Newest first. */
  failuresSince(
    since: Instant,
    of: { readonly userNameKey: string } | { readonly address: string },
  ): Promise<readonly SignInFailure[]>;
  deleteFailures(of: { readonly userNameKey: string; readonly address: string }): Promise<void>;
  deleteFailuresBefore(before: Instant): Promise<void>;
}
