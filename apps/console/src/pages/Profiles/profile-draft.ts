import type { LoginMethod, PanelAction, Profile, profilePatch, ScanTarget } from '@holdover/api';
import { wholeNumber } from '../../kit/whole-number.ts';

type ProfilePatch = NonNullable<(typeof profilePatch)['_zod']['input']>;
type TargetInput = NonNullable<ProfilePatch['scanTargets']>[number];

/** As typed: numbers are texts until somebody saves. */
export interface ProfileDraft {
  readonly name: string;
  readonly loginMethods: readonly LoginMethod[];
  readonly idleTimeoutSeconds: string;
  readonly maxSyncedUsers: string;
  readonly requireProtector: Profile['requireProtector'];
  readonly actions: readonly PanelAction[];
  readonly cardRegistration: boolean;
  readonly cardTransformation: string;
  readonly scanToUsb: boolean;
  readonly scanTargets: readonly TargetDraft[];
}

export interface TargetDraft {
  /** Of the row in the list; stays while it is moved. */
  readonly key: string;
  readonly id: ScanTarget['id'] | null;
  readonly name: string;
  readonly kind: ScanTarget['kind'];
  readonly url: string;
  readonly userName: string;
  readonly trust: string;
  readonly hasPassword: boolean;
  /** Null keeps what is stored. */
  readonly password: string | null;
}

export const PROFILE_LIMITS = {
  idleTimeoutSeconds: { min: 10, max: 3_600 },
  maxSyncedUsers: { min: 0, max: 10_000 },
} as const;
export type NumberField = keyof typeof PROFILE_LIMITS;

const TARGET_FIELDS = ['name', 'url', 'userName', 'trust', 'password'] as const;
export type TargetField = (typeof TARGET_FIELDS)[number];

/** Fields that show their own errors; of a folder in its row, and in its dialog. */
export function profileFields({ scanTargets }: ProfileDraft): string[] {
  const targets = scanTargets.flatMap((_target, index) => [
    `scanTargets.${index}`,
    ...TARGET_FIELDS.map((field) => `scanTargets.${index}.${field}`),
  ]);
  return ['name', 'loginMethods', 'idleTimeoutSeconds', 'maxSyncedUsers', 'cardTransformation', ...targets];
}

export function draftOf(profile: Profile): ProfileDraft {
  const { name, loginMethods, requireProtector, actions, cardRegistration, scanToUsb } = profile;
  return {
    name,
    loginMethods,
    requireProtector,
    actions,
    cardRegistration,
    scanToUsb,
    idleTimeoutSeconds: String(profile.idleTimeoutSeconds),
    maxSyncedUsers: String(profile.maxSyncedUsers),
    cardTransformation: profile.cardTransformation ?? '',
    scanTargets: profile.scanTargets.map(({ trust, ...target }) => ({
      ...target,
      key: target.id,
      trust: trust ?? '',
      password: null,
    })),
  };
}

export function newTarget(key: string): TargetDraft {
  const fields = { name: '', kind: 'smb', url: '', userName: '', trust: '' } as const;
  return { key, id: null, ...fields, hasPassword: false, password: null };
}

/** What a draft stands for; null while a number is outside of its limits, or name or methods are missing. */
export function patchOf(draft: ProfileDraft): ProfilePatch | null {
  const idleTimeoutSeconds = wholeNumber(draft.idleTimeoutSeconds, PROFILE_LIMITS.idleTimeoutSeconds);
  const maxSyncedUsers = wholeNumber(draft.maxSyncedUsers, PROFILE_LIMITS.maxSyncedUsers);
  if (idleTimeoutSeconds === null || maxSyncedUsers === null) return null;
  if (draft.name.trim() === '' || draft.loginMethods.length === 0) return null;
  const { name, requireProtector, cardRegistration, scanToUsb } = draft;
  const cardTransformation = draft.cardTransformation.trim();
  return {
    name,
    requireProtector,
    cardRegistration,
    scanToUsb,
    idleTimeoutSeconds,
    maxSyncedUsers,
    loginMethods: [...draft.loginMethods],
    actions: [...draft.actions],
    cardTransformation: cardTransformation === '' ? null : cardTransformation,
    scanTargets: draft.scanTargets.map(targetOf),
  };
}

/** The same under another name; a password that is stored is told to nobody, so it is not in a copy. */
export function copyOf(profile: Profile, name: string): ProfilePatch & { name: string } {
  const { id: _id, default: _default, offlineLoginPossible: _possible, scanTargets, ...same } = profile;
  const targets = scanTargets.map(({ id: _target, hasPassword: _stored, ...target }) => target);
  return { ...same, name, scanTargets: targets };
}

function targetOf({ id, name, kind, url, userName, trust, password }: TargetDraft): TargetInput {
  const trusted = kind === 'smb' || trust.trim() === '' ? null : trust.trim();
  return {
    ...(id === null ? {} : { id }),
    name,
    kind,
    url,
    userName,
    trust: trusted,
    ...(password === null ? {} : { password }),
  };
}

/** A draft is no other for being written otherwise: what would be sent counts. */
export function sameDraft(a: ProfileDraft, b: ProfileDraft): boolean {
  return JSON.stringify(comparable(a)) === JSON.stringify(comparable(b));
}

function comparable({ scanTargets, ...draft }: ProfileDraft) {
  return {
    ...draft,
    loginMethods: draft.loginMethods.toSorted(),
    actions: draft.actions.toSorted(),
    cardTransformation: draft.cardTransformation.trim(),
    scanTargets: scanTargets.map(targetOf),
  };
}
