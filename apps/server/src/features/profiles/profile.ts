import type { LoginMethod, PanelAction } from '@holdover/api';
import type { Instant, Json, ProfileId } from '@holdover/kernel';

/** Login methods, actions and idle timeout of a set of devices. */
export interface Profile {
  readonly id: ProfileId;
  readonly name: string;
  readonly loginMethods: readonly LoginMethod[];
  readonly idleTimeoutSeconds: number;
  readonly maxSyncedUsers: number;
  readonly requireProtector: 'any' | 'tpm2';
  readonly cardTransformation: string | null;
  readonly actions: readonly PanelAction[];
  /** The one that devices get which name none. Made at first start, never deleted. */
  readonly default: boolean;
  readonly createdAt: Instant;
}

/** As the audit log shows a profile. */
export function auditForm({ id: _id, createdAt: _at, default: _default, ...rest }: Profile): Json {
  return { ...rest };
}
