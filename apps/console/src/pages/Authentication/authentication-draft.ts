import { AUTHENTICATION_LIMITS, type AuthenticationSettings } from '@holdover/api';
import { wholeNumber } from '../../kit/whole-number.ts';

export type PinField = keyof typeof AUTHENTICATION_LIMITS;

/** In the order that people read them. */
export const PIN_FIELDS: readonly PinField[] = ['pinMinLength', 'pinAttempts', 'pinRefillMinutes'];

/** As typed: numbers are texts until somebody saves. */
export type AuthenticationDraft = Readonly<Record<PinField, string>> & { readonly acceptRisk: boolean };

export function draftOf(settings: AuthenticationSettings): AuthenticationDraft {
  return {
    pinMinLength: String(settings.pinMinLength),
    pinAttempts: String(settings.pinAttempts),
    pinRefillMinutes: String(settings.pinRefillMinutes),
    acceptRisk: settings.acceptRisk,
  };
}

/** The settings a draft stands for; null while a field is outside of its limits. */
export function settingsOf(draft: AuthenticationDraft): AuthenticationSettings | null {
  const read = (field: PinField): number | null => wholeNumber(draft[field], AUTHENTICATION_LIMITS[field]);
  const pinMinLength = read('pinMinLength');
  const pinAttempts = read('pinAttempts');
  const pinRefillMinutes = read('pinRefillMinutes');
  if (pinMinLength === null || pinAttempts === null || pinRefillMinutes === null) return null;
  return { pinMinLength, pinAttempts, pinRefillMinutes, acceptRisk: draft.acceptRisk };
}

export function sameDraft(a: AuthenticationDraft, b: AuthenticationDraft): boolean {
  return a.acceptRisk === b.acceptRisk && PIN_FIELDS.every((field) => a[field].trim() === b[field].trim());
}

/** Panels ask for as many digits, and terminals count attempts; who accepted a risk is of no concern to them (A4). */
export function reachesTerminals(next: AuthenticationSettings, saved: AuthenticationSettings): boolean {
  return PIN_FIELDS.some((field) => next[field] !== saved[field]);
}

export type FloorStanding = 'above' | 'refused' | 'accepted' | 'floor-counts';

/**
 * B9: how the wanted length stands to the floor. `refused` without the risk accepted · `floor-counts` the length was saved
 * before the floor rose: it stays, and new PINs follow the floor.
 */
export function standingOf(
  next: AuthenticationSettings,
  saved: AuthenticationSettings,
  pinFloor: number,
): FloorStanding {
  if (next.pinMinLength >= Math.min(pinFloor, AUTHENTICATION_LIMITS.pinMinLength.max)) return 'above';
  if (next.acceptRisk) return 'accepted';
  return next.pinMinLength === saved.pinMinLength ? 'floor-counts' : 'refused';
}
