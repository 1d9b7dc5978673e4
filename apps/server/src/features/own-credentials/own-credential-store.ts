import type { CredentialId, Instant, PinId, TerminalId, UserId } from '@holdover/kernel';

/** What one attempt at a panel made: whoever asks again soon, since no answer came, is answered by it. */
export interface OwnCredentialAttempt {
  /** 128 random bits of the terminal, hex. */
  readonly attempt: string;
  readonly terminalId: TerminalId;
  readonly userId: UserId;
  readonly credentialId: CredentialId;
  readonly at: Instant;
}

/** A PIN in the place of another one, which ends soon, or as soon as the new one is used. */
export interface PinSuccession {
  readonly newId: PinId;
  readonly oldId: PinId;
  readonly userId: UserId;
}

/** Invariant: no PIN has two successors. */
export interface OwnCredentialStore {
  /** Of this user, newest first. */
  since(userId: UserId, at: Instant): Promise<readonly OwnCredentialAttempt[]>;
  /** In the place of what it made before; those from before `forgetBefore` are forgotten. */
  keep(attempt: OwnCredentialAttempt, forgetBefore: Instant): Promise<void>;
  succeed(succession: PinSuccession): Promise<void>;
  successorOf(oldId: PinId): Promise<PinSuccession | undefined>;
  predecessorOf(newId: PinId): Promise<PinSuccession | undefined>;
  /** New PINs that nobody has used yet. */
  unused(): Promise<readonly PinId[]>;
  /** Used, or gone. */
  settle(newId: PinId): Promise<void>;
}
