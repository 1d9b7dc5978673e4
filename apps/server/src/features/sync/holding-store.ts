import type { CredentialId, Instant, TerminalId, UserId } from '@holdover/kernel';
import type { Holding } from './holding.ts';

export interface HoldingStore {
  /** Everybody's, or one user's. */
  ofTerminal(terminalId: TerminalId, userId?: UserId): Promise<readonly Holding[]>;
  /** At whichever terminals. */
  ofUser(userId: UserId): Promise<readonly Holding[]>;
  /** B4: what online logins left at these terminals. */
  sessionsOf(terminals: readonly TerminalId[]): Promise<readonly Holding[]>;
  terminalsHolding(credentials: readonly CredentialId[]): Promise<readonly TerminalId[]>;
  terminalsHoldingUser(userId: UserId): Promise<readonly TerminalId[]>;
  /** Which of these an online login left at the terminal before. */
  knownSessions(terminalId: TerminalId, credentials: readonly CredentialId[]): Promise<readonly CredentialId[]>;
  /** A further online login. @returns false when it is not there to be dated */
  dateSession(holding: Holding): Promise<boolean>;
  addSession(holding: Holding): Promise<void>;
  /**
   * The journal shows that the terminal opened the session, at this moment of its own: what its login left there is in its cache.
   * What a later login would have left is not known to be.
   */
  acknowledgeSessions(terminalId: TerminalId, credentials: readonly CredentialId[], openedAt: Instant): Promise<void>;
  /** The terminal holds exactly this; what an online login left after `since` stays. */
  replace(terminalId: TerminalId, holdings: readonly Holding[], since: Instant): Promise<void>;
  clear(terminalId: TerminalId): Promise<void>;
}
