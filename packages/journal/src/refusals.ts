import { elapsed, minutes, type BootTime, type Duration } from '@holdover/kernel';
import type { RecordOf } from './record.ts';

/** F1: so many refusals in ten minutes have a record of their own; the others share one a minute. */
export const SINGLE_REFUSALS = 20;
export const SINGLE_WINDOW: Duration = minutes(10);
export const SHARED_EVERY: Duration = minutes(1);

export type Refusal = Pick<RecordOf<'refusal'>, 'method' | 'code'>;
export type RefusalCount = RecordOf<'refusals'>['counts'][number];

/** Invariant: `single` holds at most 20 moments, `shared` at most one entry for each method and code. */
export interface RefusalTally {
  readonly single: readonly BootTime[];
  readonly shared: readonly RefusalCount[];
  /** When the first of `shared` was; null when there is none. */
  readonly sharedSince: BootTime | null;
}

export const NO_REFUSALS: RefusalTally = { single: [], shared: [], sharedSince: null };

/** F1: whether this refusal gets its own record now, or waits to be counted in the minute's. */
export function tallyRefusal(
  tally: RefusalTally,
  refusal: Refusal,
  now: BootTime,
): { readonly tally: RefusalTally; readonly write: 'single' | 'later' } {
  const single = tally.single.filter((at) => elapsed(at, now) < SINGLE_WINDOW);
  if (single.length < SINGLE_REFUSALS) return { tally: { ...tally, single: [...single, now] }, write: 'single' };
  const shared = counted(tally.shared, refusal);
  return { tally: { single, shared, sharedSince: tally.sharedSince ?? now }, write: 'later' };
}

/** The minute's record, once a minute has passed since its first refusal, or at once when the terminal stops. */
export function dueRefusals(
  tally: RefusalTally,
  now: BootTime,
  stopping = false,
): { readonly tally: RefusalTally; readonly counts: readonly RefusalCount[] } {
  const due = tally.sharedSince !== null && (stopping || elapsed(tally.sharedSince, now) >= SHARED_EVERY);
  if (!due) return { tally, counts: [] };
  return { tally: { ...tally, shared: [], sharedSince: null }, counts: tally.shared };
}

function counted(shared: readonly RefusalCount[], refusal: Refusal): readonly RefusalCount[] {
  const same = (one: Refusal) => one.method === refusal.method && one.code === refusal.code;
  if (!shared.some(same)) return [...shared, { ...refusal, count: 1 }];
  return shared.map((one) => (same(one) ? { ...one, count: one.count + 1 } : one));
}
