import type { CredentialId, DeviceId, UserId } from '@holdover/kernel';
import type { Change } from './changes/change.ts';
import type { CredentialHolder } from './features/sync/credential-holders.ts';

/**
 * What the directory and the settings tell the fleet. Every call comes from inside the change that causes it: what must
 * survive (deny list, orders) is stored with it, doorbells ring by `change.afterCommit`.
 */
export interface FleetSignals {
  /** B7: these open nothing from now on. */
  credentialsRevoked(change: Change, ids: readonly CredentialId[]): Promise<void>;
  /** B7: disabled or deleted. */
  userRevoked(change: Change, id: UserId): Promise<void>;
  /** Whoever was revoked before may be served again. */
  userRestored(change: Change, id: UserId): Promise<void>;
  /** Users, credentials, groups or assignments differ: spread over seconds to minutes (A7). */
  membersChanged(change: Change): Promise<void>;
  /** A4: with `reset` every terminal pulls afresh; without, each takes them at its next synchronization (A7). */
  settingsChanged(change: Change, what: { readonly reset: boolean }): Promise<void>;
  /** Name, model, profile, groups or activity of one device. */
  deviceChanged(change: Change, id: DeviceId): Promise<void>;
  /** A5: deactivated: wiped at once, on the cache alone. Deleted, and no longer found by the change: its terminal is revoked. */
  deviceRevoked(change: Change, id: DeviceId): Promise<void>;
  /** B9: terminals that may open with one of these, and until when at most. */
  holdersOf(change: Pick<Change, 'queries' | 'at'>, ids: readonly CredentialId[]): Promise<readonly CredentialHolder[]>;
}
