import type { Role } from '@holdover/api';
import type { AdministratorId, Instant } from '@holdover/kernel';
import type { Page, PageQuestion } from '../../database/page.ts';
import type { Administrator } from './administrator.ts';
import type { ApiTokenStore } from './api-token-store.ts';
import type { ConsoleSessionStore } from './console-session-store.ts';

export interface SignInFailure {
  readonly id: string;
  readonly userNameKey: string;
  readonly address: string;
  readonly at: Instant;
}

interface KnownAdministrator {
  readonly administrator: Administrator;
  readonly passwordHash: string;
}

export interface AdministratorQuestion extends PageQuestion {
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
}

/** Who may sign in, and with what. Tokens are known by their hashes alone. */
export interface AdministratorStore extends ConsoleSessionStore, ApiTokenStore {
  count(): Promise<number>;
  /** Enabled ones of this role beside `except`. */
  countOthers(role: Role, except: AdministratorId): Promise<number>;
  create(administrator: Administrator, passwordHash: string): Promise<void>;
  find(id: AdministratorId): Promise<KnownAdministrator | undefined>;
  findByUserName(userName: string): Promise<KnownAdministrator | undefined>;
  page(question: AdministratorQuestion): Promise<Page<Administrator>>;
  update(administrator: Administrator): Promise<void>;
  setPassword(id: AdministratorId, passwordHash: string): Promise<void>;
  delete(id: AdministratorId): Promise<void>;

  addSetUpToken(tokenHash: string, createdAt: Instant): Promise<void>;
  hasSetUpToken(tokenHash: string): Promise<boolean>;
  deleteSetUpTokens(): Promise<void>;

  addFailure(failure: SignInFailure): Promise<void>;
  /** Newest first. */
  failuresSince(
    since: Instant,
    of: { readonly userNameKey: string } | { readonly address: string } | { readonly userNameKeys: readonly string[] },
  ): Promise<readonly SignInFailure[]>;
  /** Of a name, from one address or from all. */
  deleteFailures(of: { readonly userNameKey: string; readonly address?: string }): Promise<void>;
  deleteFailuresBefore(before: Instant): Promise<void>;
}
