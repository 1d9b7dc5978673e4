import type { PanelProblemCode, UnavailableReason } from '@holdover/api';
import type { BootTime } from '@holdover/kernel';
import { after } from './step-parts.ts';

/** The terminal did not do it. `unreachable` nothing is known of what it did. */
export type Refused =
  | {
      readonly is: 'refused';
      readonly code: PanelProblemCode;
      readonly reason: UnavailableReason | null;
      readonly retryAfterSeconds: number | null;
    }
  | { readonly is: 'unreachable' };

/** What stands beside the way the person took, until they take another or it has been there for long. */
export interface Refusal {
  readonly code: PanelProblemCode | 'unreachable';
  readonly reason: UnavailableReason | null;
  readonly at: BootTime;
  readonly retryAt: BootTime | null;
}

export function refusalOf(answer: Refused, now: BootTime): Refusal {
  if (answer.is === 'unreachable') return { code: 'unreachable', reason: null, at: now, retryAt: null };
  const { code, reason, retryAfterSeconds: wait } = answer;
  return { code, reason, at: now, retryAt: wait === null ? null : after(now, wait) };
}
