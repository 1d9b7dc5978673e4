import type { ReviewItem } from '@holdover/api';
import { isId, type UserId } from '@holdover/kernel';

type Read = NonNullable<ReviewItem['record']>;

const RECORD_TYPES = [
  'epoch-begin',
  'session-begin',
  'session-end',
  'refusal',
  'refusals',
  'activity-begin',
  'activity-end',
  'clock-step',
  'counters',
] as const;
export type ShownType = (typeof RECORD_TYPES)[number];

const METHODS = ['pin', 'card', 'card+pin', 'password'] as const;
const KINDS = ['print', 'copy', 'scan', 'walk-up'] as const;
const OUTCOMES = ['completed', 'cancelled', 'failed', 'unknown'] as const;

/** What a record says, as far as a page shows it; null where it says nothing of the kind, or this page does not know it. */
export interface RecordFacts {
  readonly type: ShownType | null;
  readonly userId: UserId | null;
  readonly mode: 'online' | 'offline' | null;
  readonly method: (typeof METHODS)[number] | null;
  readonly kind: (typeof KINDS)[number] | null;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly impressions: number | null;
  readonly copies: number | null;
  /** Of one copy. */
  readonly pages: number | null;
}

export function recordFacts(record: Read | null): RecordFacts {
  const of = (name: string): unknown => record?.[name] ?? null;
  const oneOf = <T extends string>(known: readonly T[], value: unknown): T | null =>
    known.find((one) => one === value) ?? null;
  const whole = (value: unknown): number | null => (Number.isSafeInteger(value) ? Number(value) : null);
  const userId = of('userId');
  return {
    type: oneOf(RECORD_TYPES, of('type')),
    userId: isId('user', userId) ? userId : null,
    mode: oneOf(['online', 'offline'], of('mode')),
    method: oneOf(METHODS, of('method')),
    kind: oneOf(KINDS, of('kind')),
    outcome: oneOf(OUTCOMES, of('outcome')),
    impressions: whole(of('impressions')),
    copies: whole(of('copies')),
    pages: whole(of('pages')),
  };
}

/** Each member of a record on a line of its own; a text that is none as it came. */
export function laidOut(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
