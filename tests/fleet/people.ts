import type { CredentialId, Instant, UserId } from '@holdover/kernel';

/** A PIN or ID card as the person has it in mind or in hand. */
export interface Secret {
  readonly kind: 'pin' | 'card';
  readonly text: string;
  /** Undefined where the answer that named it was lost. */
  readonly id: CredentialId | undefined;
  /** Its own end, by the true time it was given one. */
  readonly endsAt: Instant | null;
  readonly givenAt: Instant;
  /** When it was taken away, once that is durable. */
  takenAt: Instant | null;
  /** A change of it may or may not have been made: the server broke down on the way. */
  vague: boolean;
}

/** Somebody, and what the server was told of them. */
export interface Person {
  readonly number: number;
  readonly userName: string;
  readonly id: UserId;
  enabled: boolean;
  deleted: boolean;
  /** Since when they may not log in; null while they may. */
  barredSince: Instant | null;
  vague: boolean;
  readonly secrets: Secret[];
}

export function holdsNow(person: Person, kind: Secret['kind'], now: Instant): readonly Secret[] {
  return person.secrets.filter(
    ({ kind: own, takenAt, endsAt }) => own === kind && takenAt === null && (endsAt === null || endsAt > now),
  );
}

/** All that was ever theirs: people try what no longer works, too. */
export function everHeld(person: Person, kind: Secret['kind']): readonly Secret[] {
  return person.secrets.filter((secret) => secret.kind === kind);
}

/** The last time they were given this number; undefined when it never was theirs. */
export function newestOf(person: Person, text: string): Secret | undefined {
  return person.secrets.findLast((secret) => secret.text === text);
}
