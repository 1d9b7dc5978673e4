import { earliest, hours, instant, later, type Instant } from '@holdover/kernel';

/** A1: range and default of the setting `cacheHours`. */
export const CACHE_HOURS = { least: 1, most: 720, default: 72 } as const;

/** B1: how a user came into the cache of a terminal. */
export type CacheSource = 'sync' | 'session';

export interface ValidityQuestion {
  readonly confirmedAt: Instant;
  readonly cacheHours: number;
  readonly ownEnd: Instant | null;
}

/** B5: the last confirmation plus `cacheHours`, or the credential's own end if that comes first. */
export function validUntil(question: ValidityQuestion): Instant {
  const cached = later(question.confirmedAt, hours(question.cacheHours));
  return question.ownEnd === null ? cached : earliest(cached, question.ownEnd);
}

/** B5: valid up to the instant, not at it. */
export function isValidAt(until: Instant, now: Instant): boolean {
  return now < until;
}

/**
 * What happened that could confirm a cached credential:
 * `synchronized` its user is in the state just applied, computed from a snapshot of that time ·
 * `heartbeat` the server named a revision, as of a snapshot of that time ·
 * `online-login` the server accepted this very credential at this device ·
 * `offline-login` the cache alone accepted it.
 */
export type ConfirmingEvent =
  | { readonly event: 'synchronized'; readonly snapshotAt: Instant }
  | {
      readonly event: 'heartbeat';
      readonly snapshotAt: Instant;
      readonly revision: number;
      readonly heldRevision: number;
    }
  | { readonly event: 'online-login'; readonly at: Instant }
  | { readonly event: 'offline-login' };

/**
 * B5: when a credential was last confirmed, after `event`.
 * Invariant: it never goes back, and an offline login never moves it.
 */
export function confirmedAfter(source: CacheSource, confirmedAt: Instant, event: ConfirmingEvent): Instant {
  const confirmation = confirmationOf(source, event);
  return instant(Math.max(confirmedAt, confirmation ?? confirmedAt));
}

function confirmationOf(source: CacheSource, event: ConfirmingEvent): Instant | undefined {
  switch (event.event) {
    case 'synchronized':
      return source === 'sync' ? event.snapshotAt : undefined;
    case 'heartbeat':
      return source === 'sync' && event.revision === event.heldRevision ? event.snapshotAt : undefined;
    case 'online-login':
      return source === 'session' ? event.at : undefined;
    case 'offline-login':
      return undefined;
  }
}
