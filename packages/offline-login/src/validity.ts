import { earliest, hours, later, type Instant } from '@holdover/kernel';

export interface ValidityQuestion {
  readonly confirmedAt: Instant;
  readonly cacheHours: number;
  readonly ownEnd: Instant | null;
}

/**
 * B5: the last confirmation plus `cacheHours`, or the credential's own end if that comes first.
 * Who may move `confirmedAt` is the cache's to say: a synchronization or heartbeat for what was synchronized, an online login for
 * what a session left, and never an offline login.
 */
export function validUntil(question: ValidityQuestion): Instant {
  const cached = later(question.confirmedAt, hours(question.cacheHours));
  return question.ownEnd === null ? cached : earliest(cached, question.ownEnd);
}

/** B5: valid up to the instant, not at it. */
export function isValidAt(until: Instant, now: Instant): boolean {
  return now < until;
}
