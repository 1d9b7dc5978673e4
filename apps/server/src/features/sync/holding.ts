import type { CredentialId, Instant, TerminalId, UserId } from '@holdover/kernel';

/** One credential in the cache of one terminal, as that terminal acknowledged it. */
export interface Holding {
  readonly terminalId: TerminalId;
  readonly credentialId: CredentialId;
  readonly userId: UserId;
  readonly method: 'pin' | 'card';
  /** B1. */
  readonly source: 'sync' | 'session';
  readonly endsAt: Instant | null;
  /** B5: for `session` the online login; for `sync` the terminal's own confirmation may be later. */
  readonly confirmedAt: Instant;
  /** B5: the last of a session's logins that the terminal is known to have kept; an answer may be lost on its way. */
  readonly knownAt: Instant | null;
  /** False from an online login until the journal shows the session it opened. */
  readonly acknowledged: boolean;
}
