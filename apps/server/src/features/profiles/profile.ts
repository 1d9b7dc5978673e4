import type { LoginMethod, PanelAction, ScanTarget as ApiScanTarget } from '@holdover/api';
import { toRfc3339, type Instant, type Json, type ProfileId } from '@holdover/kernel';

/** Login methods, actions and idle timeout of a set of devices. */
export interface Profile {
  readonly id: ProfileId;
  readonly name: string;
  readonly loginMethods: readonly LoginMethod[];
  readonly idleTimeoutSeconds: number;
  readonly maxSyncedUsers: number;
  readonly requireProtector: 'any' | 'tpm2';
  /** B9: steps that were parsed when they were stored. */
  readonly cardTransformation: string | null;
  readonly actions: readonly PanelAction[];
  readonly cardRegistration: boolean;
  readonly scanToUsb: boolean;
  readonly scanTargets: readonly ScanTarget[];
  /** The one that devices get which name none. Made at first start, never deleted. */
  readonly default: boolean;
  readonly createdAt: Instant;
}

/** A folder that devices reach. */
export interface ScanTarget extends Readonly<Omit<ApiScanTarget, 'hasPassword'>> {
  /** For this profile and target; base64url. Null without a password. */
  readonly passwordSealed: string | null;
  readonly passwordSince: Instant | null;
}

/** What every profile has that says nothing else. */
export const NO_SCAN_TARGETS = {
  cardRegistration: false,
  scanToUsb: true,
  scanTargets: [],
} as const satisfies Partial<Profile>;

/** As the audit log shows a profile. */
export function auditForm({ id: _id, createdAt: _at, default: _default, scanTargets, ...rest }: Profile): Json {
  return { ...rest, scanTargets: scanTargets.map(auditFormOfTarget) };
}

/** Of a password that it was set, and when. */
function auditFormOfTarget({ passwordSealed: _secret, passwordSince, ...target }: ScanTarget): Json {
  return { ...target, passwordSince: passwordSince === null ? null : toRfc3339(passwordSince) };
}
