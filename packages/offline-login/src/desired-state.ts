import {
  canonicalJson,
  toHex,
  utf8,
  type CredentialId,
  type DeviceId,
  type Digest,
  type Instant,
  type ProfileId,
  type UserId,
} from '@holdover/kernel';
import { DEVICE_MODELS, type DeviceModelName } from './device-models.ts';
import type { LoginMethod } from './login-methods.ts';
import type { CredentialKind } from './synchronized-credentials.ts';

/** The part of the settings that a terminal acts on. */
export interface TerminalSettings {
  readonly enabled: boolean;
  readonly cacheHours: number;
  readonly uncertainHours: number;
  readonly intervalHours: number;
  readonly pinAttempts: number;
  readonly pinRefillMinutes: number;
}

export interface TerminalDevice {
  readonly id: DeviceId;
  readonly name: string;
  readonly model: DeviceModelName;
  readonly active: boolean;
}

export interface TerminalProfile {
  readonly id: ProfileId;
  readonly name: string;
  readonly loginMethods: readonly LoginMethod[];
  readonly idleTimeoutSeconds: number;
}

export interface TerminalUser {
  readonly id: UserId;
  readonly userName: string;
  readonly fullName: string;
  readonly language: string | null;
  /** G5: the right to colour. */
  readonly color: boolean;
  /** E: scans can be sent to them. */
  readonly scanToMe: boolean;
  readonly credentials: readonly TerminalCredential[];
}

export interface TerminalCredential {
  readonly id: CredentialId;
  readonly kind: CredentialKind;
  readonly ownEnd: Instant | null;
  /** B1, B5: what the terminal confirms it by; `sync` where it came by both. A terminal told otherwise would confirm it for ever. */
  readonly source: 'sync' | 'session';
  /** Names the stored secret and how it was stretched; the verifier itself is made when the terminal pulls. Says nothing about the secret. */
  readonly generation: string;
}

/** One thing a terminal should hold. The verifier of a credential is no part of it: each terminal's is another. */
export type DesiredRecord =
  | ({ readonly kind: 'settings' } & TerminalSettings)
  | ({ readonly kind: 'device' } & TerminalDevice)
  | ({ readonly kind: 'profile' } & TerminalProfile)
  | {
      readonly kind: 'user';
      readonly id: UserId;
      readonly userName: string;
      readonly fullName: string;
      readonly language: string | null;
      readonly color: boolean;
      readonly scanToMe: boolean;
    }
  | {
      readonly kind: 'credential';
      readonly id: CredentialId;
      readonly userId: UserId;
      readonly type: CredentialKind;
      readonly ownEnd: Instant | null;
      readonly source: 'sync' | 'session';
      readonly generation: string;
    };

/** By record id: `settings`, `device`, `profile`, `usr_…`, `pin_…`, `crd_…`. */
export type DesiredState = ReadonlyMap<string, DesiredRecord>;

export interface DesiredStateParts {
  readonly settings: TerminalSettings;
  readonly device: TerminalDevice;
  readonly profile: TerminalProfile;
  /** B2, B3: already chosen; and whoever else the server lets this terminal hold (B4). */
  readonly users: readonly TerminalUser[];
}

/** Everything one terminal should hold. Nobody is in it while the feature is off, the device inactive, or the model without offline login (A3, A5). */
export function desiredState(parts: DesiredStateParts): DesiredState {
  const { settings, device, profile } = parts;
  const state = new Map<string, DesiredRecord>([
    ['settings', { kind: 'settings', ...settings }],
    ['device', { kind: 'device', ...device }],
    ['profile', { kind: 'profile', ...profile }],
  ]);
  if (!holdsUsers(settings, device)) return state;
  for (const user of parts.users) {
    const { id, userName, fullName, language, color, scanToMe } = user;
    state.set(id, { kind: 'user', id, userName, fullName, language, color, scanToMe });
    for (const { id: credentialId, kind, ...rest } of user.credentials) {
      state.set(credentialId, { ...rest, kind: 'credential', id: credentialId, userId: id, type: kind });
    }
  }
  return state;
}

/** Why nobody may be cached at a device, whoever it is. */
export type NobodyReason =
  | 'device-inactive'
  | 'model-without-offline-login'
  | 'offline-login-off'
  | 'no-offline-method'
  | 'key-protector-too-weak';

/** A3, A5: whether anybody may be cached at this device at all. */
export function holdsUsers(
  settings: Pick<TerminalSettings, 'enabled'>,
  device: Pick<TerminalDevice, 'model' | 'active'>,
): boolean {
  return settings.enabled && device.active && DEVICE_MODELS[device.model].offlineLogin;
}

/** Hex SHA-256 of the record's canonical JSON: equal records, equal digests. */
export function digestOf(record: DesiredRecord, digest: Digest): string {
  return toHex(digest.sha256(utf8(canonicalJson({ ...record }))));
}
