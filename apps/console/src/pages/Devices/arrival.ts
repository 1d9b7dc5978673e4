import type { Device, Enrolment } from '@holdover/api';

/** How far a terminal has come since a code was made. Each step includes those before it. */
export type ArrivalStep = 'enrolled' | 'online' | 'synchronized';
export const ARRIVAL_STEPS: readonly ArrivalStep[] = ['enrolled', 'online', 'synchronized'];

/**
 * What a device's terminal has done since the code was made.
 * @param before id of the terminal it had then: that one does not count as having arrived
 */
export function arrivedSteps({ terminal }: Pick<Device, 'terminal'>, before: string | null): readonly ArrivalStep[] {
  if (terminal === null || terminal.id === before) return [];
  const online = terminal.link === 'online' || terminal.link === 'degraded';
  // A new terminal holds revision 0 until its first synchronization is confirmed.
  if (terminal.revisionApplied > 0) return ARRIVAL_STEPS;
  return online ? ['enrolled', 'online'] : ['enrolled'];
}

/** `voided` by a newer code, or with the authority it named. */
export type CodeStanding = Enrolment['state'] | 'voided';

/**
 * What became of a code that is shown.
 * @param seen of the device's newest code; null where it has none; undefined before the server was asked
 * @param now in milliseconds: a day passes without the server saying so
 */
export function codeStanding(
  made: { readonly id: string; readonly expiresAt: string },
  seen: Pick<Enrolment, 'id' | 'state'> | null | undefined,
  now: number,
): CodeStanding {
  if (seen === null) return 'voided';
  if (seen !== undefined && seen.id !== made.id) return 'voided';
  if (seen !== undefined && seen.state !== 'waiting') return seen.state;
  return now >= Date.parse(made.expiresAt) ? 'expired' : 'waiting';
}
