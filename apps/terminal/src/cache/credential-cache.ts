import type { CredentialId, Duration, Instant, UserId } from '@holdover/kernel';
import type {
  CredentialMethod,
  HeldCredential,
  HeldUser,
  Hashing,
  StateSnapshot,
  TerminalProfile,
  TerminalSettings,
} from '@holdover/protocol';

/** What a terminal knows besides users and credentials, as of the state in use. */
export interface CacheFacts {
  readonly hashing: Hashing;
  readonly device: StateSnapshot['device'];
  readonly settings: TerminalSettings;
  readonly profile: TerminalProfile;
}

/** The state in use. */
export interface CacheState extends CacheFacts {
  readonly revision: number;
  readonly generation: number;
  readonly computedAt: Instant;
  /** Of synchronized credentials (B5); never before `computedAt`. */
  readonly confirmedAt: Instant;
  /** 32 bytes. */
  readonly cacheKey: Uint8Array;
}

/** A credential found by its verifier, with the user it opens. */
export interface FoundCredential {
  readonly id: CredentialId;
  readonly method: CredentialMethod;
  readonly user: HeldUser;
  readonly endsAt: Instant | null;
  readonly source: 'sync' | 'session';
  readonly confirmedAt: Instant;
}

/** What of one online login may be kept (B4). */
export interface SessionCredentials {
  readonly user: HeldUser;
  readonly credentials: readonly HeldCredential[];
  /** The verifiers are under this generation's key: under another they are worth nothing and are not kept. */
  readonly generation: number;
  readonly at: Instant;
}

export interface CacheCounts {
  readonly users: number;
  readonly credentials: number;
}

/**
 * The credential cache (B).
 * Invariant: exactly the verifiers of one generation are in use; a state comes into use whole and durable, or not at all (A5).
 */
export interface CredentialCache {
  /** Undefined before the first synchronization and after a wipe: then nobody is cached. */
  state(): CacheState | undefined;
  /** At most one synchronized and one session-cached entry of the same credential; one indexed look-up. */
  find(method: CredentialMethod, verifier: Uint8Array): readonly FoundCredential[];
  /** Names are compared without regard to case (B2). */
  userNamed(userName: string): UserId | undefined;
  userNameOf(id: UserId): string | undefined;
  /**
   * Writes a snapshot beside the state in use, then changes over in one transaction. Newer session-cached users stay (B4).
   * @param denied users and credentials that do not come in, asked for at the change-over: somebody may be denied meanwhile (B7)
   */
  adopt(snapshot: StateSnapshot, denied: () => ReadonlySet<string>): Promise<void>;
  /** B5: the synchronized credentials were confirmed as of then. Never goes back. */
  confirm(at: Instant): void;
  /** B4, with the least recently used out beyond the limit. False when the generation is not the one in use. */
  keep(session: SessionCredentials): boolean;
  /**
   * The server stepped the time: what was confirmed, and used, moves by this much, and is never later than `latest`.
   * A credential's own end is an instant that the administrator named; it stays (security.md, *Time*).
   */
  shift(by: Duration, latest: Instant): void;
  /** For "least recently used". No login waits for it to be on disk: a power cut forgets when somebody was here, never who is cached. */
  touch(userId: UserId, at: Instant): void;
  /** B7: these users and credentials leave at once. */
  remove(ids: ReadonlySet<string>): void;
  /** Everything goes, settings and profile with it (A5). */
  wipe(): void;
  counts(): CacheCounts;
}
