import { OFFLINE_LOGIN_LIMITS, type Assignment, type OfflineLoginSettings } from '@holdover/api';

/** A row of the dialog with a name of its own, so that it stays the same row while it is moved. */
export type DraftRow = Assignment & { readonly key: string };

export interface UserSyncDraft {
  readonly enabled: boolean;
  readonly intervalHours: string;
  readonly assignments: readonly DraftRow[];
}

/** The settings as typed: numbers are texts until somebody saves. */
export interface OfflineLoginDraft {
  readonly enabled: boolean;
  readonly cacheHours: string;
  readonly shareWithinSite: boolean;
  readonly uncertainHours: string;
  readonly offlineBooking: OfflineLoginSettings['offlineBooking'];
  /** Empty: no limit. */
  readonly offlinePageLimit: string;
  readonly userSync: UserSyncDraft;
}

/** Why a field cannot be saved (A1); texts name value and range. */
export interface FieldFault {
  readonly kind: 'not-whole' | 'out-of-range' | 'above-cache-hours';
  readonly value: string;
  readonly min: number;
  readonly max: number;
}
export type NumberField = 'cacheHours' | 'uncertainHours' | 'offlinePageLimit' | 'userSync.intervalHours';
export type DraftFaults = Partial<Record<NumberField, FieldFault>>;

export function draftOf(settings: OfflineLoginSettings): OfflineLoginDraft {
  return {
    ...settings,
    cacheHours: String(settings.cacheHours),
    uncertainHours: String(settings.uncertainHours),
    offlinePageLimit: settings.offlinePageLimit === null ? '' : String(settings.offlinePageLimit),
    userSync: {
      enabled: settings.userSync.enabled,
      intervalHours: String(settings.userSync.intervalHours),
      assignments: settings.userSync.assignments.map((row, index) => ({ ...row, key: `saved-${index}` })),
    },
  };
}

/** Every field that is out of its range; an interval above the cache hours counts at the interval (A1). */
export function checkDraft(draft: OfflineLoginDraft): DraftFaults {
  const limits = OFFLINE_LOGIN_LIMITS;
  const faults: { [K in NumberField]?: FieldFault | undefined } = {
    cacheHours: checkNumber(draft.cacheHours, limits.cacheHours),
    uncertainHours: checkNumber(draft.uncertainHours, limits.uncertainHours),
    offlinePageLimit:
      draft.offlinePageLimit.trim() === '' ? undefined : checkNumber(draft.offlinePageLimit, limits.offlinePageLimit),
    'userSync.intervalHours': checkInterval(draft.userSync.intervalHours, draft.cacheHours),
  };
  return Object.fromEntries(Object.entries(faults).filter(([, fault]) => fault !== undefined));
}

export function checkInterval(intervalHours: string, cacheHours: string): FieldFault | undefined {
  const { intervalHours: interval, cacheHours: cache } = OFFLINE_LOGIN_LIMITS;
  const fault = checkNumber(intervalHours, interval);
  if (fault !== undefined || checkNumber(cacheHours, cache) !== undefined) return fault;
  const most = Number(cacheHours);
  if (Number(intervalHours) <= most) return undefined;
  return { kind: 'above-cache-hours', value: intervalHours.trim(), min: interval.min, max: most };
}

/** The settings a draft without faults stands for. */
export function settingsOf(draft: OfflineLoginDraft): OfflineLoginSettings {
  const { enabled, shareWithinSite, offlineBooking, userSync } = draft;
  return {
    enabled,
    shareWithinSite,
    offlineBooking,
    cacheHours: Number(draft.cacheHours),
    uncertainHours: Number(draft.uncertainHours),
    offlinePageLimit: draft.offlinePageLimit.trim() === '' ? null : Number(draft.offlinePageLimit),
    userSync: {
      enabled: userSync.enabled,
      intervalHours: Number(userSync.intervalHours),
      assignments: userSync.assignments.map(assignmentOf),
    },
  };
}

export function assignmentOf({ devices, deviceGroups, users, groups, rankByUse }: DraftRow): Assignment {
  return { devices, deviceGroups, users, groups, rankByUse };
}

/** What a row still lacks before it means anything. */
export function rowLacks(row: Assignment): { devices: boolean; users: boolean } {
  return {
    devices: row.devices.length + row.deviceGroups.length === 0,
    users: row.users.length + row.groups.length === 0,
  };
}

export function sameDraft(a: OfflineLoginDraft, b: OfflineLoginDraft): boolean {
  const plain = (draft: OfflineLoginDraft): string =>
    JSON.stringify({
      ...draft,
      userSync: { ...draft.userSync, assignments: draft.userSync.assignments.map(assignmentOf) },
    });
  return plain(a) === plain(b);
}

function checkNumber(text: string, { min, max }: { min: number; max: number }): FieldFault | undefined {
  const value = text.trim();
  if (!/^-?\d+$/.test(value)) return { kind: 'not-whole', value, min, max };
  return Number(value) < min || Number(value) > max ? { kind: 'out-of-range', value, min, max } : undefined;
}
