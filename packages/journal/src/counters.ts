import type { PrinterState, RecordOf } from './record.ts';

/** What a device had counted when it was last compared with the records, and what records explain since. In impressions. */
export interface CounterBase {
  readonly uuid: string;
  readonly lifetimeImpressions: number;
  readonly explained: number;
}

export interface Compared {
  /** The next comparison starts here; null while no counter is known. */
  readonly base: CounterBase | null;
  /** Came out, and no record explains them. */
  readonly unexplained: number;
  /** Records say that they came out, and the device did not count them. */
  readonly fewer: number;
}

/**
 * F7: whether what a record says came out of the device, as its counter of impressions has it: sides that were scanned did not. Of an end
 * whose beginning is missing nobody knows the kind: it explains, for nearly all are prints.
 */
export function explainsPages(kind: RecordOf<'activity-begin'>['kind'] | undefined): boolean {
  switch (kind) {
    case 'scan':
      return false;
    case 'print':
    case 'copy':
    case 'walk-up':
    case undefined:
      return true;
  }
}

/** Where there is nothing to compare with, there is nothing to explain either. */
export function explain(base: CounterBase | null, impressions: number): CounterBase | null {
  return base && { ...base, explained: base.explained + impressions };
}

/**
 * F7: compares what the device says now, while nothing of ours prints, with what it said before. Another printer, or a counter
 * that went back, says nothing: the comparison begins anew, as it does where records say more than was counted.
 * Invariant: over all comparisons from one beginning on, explained + unexplained − fewer is what the device counted.
 */
export function unexplainedPages(base: CounterBase | null, { uuid, lifetimeImpressions }: PrinterState): Compared {
  if (lifetimeImpressions === null) return { base, unexplained: 0, fewer: 0 };
  const begun: CounterBase = { uuid, lifetimeImpressions, explained: 0 };
  const isSame = base?.uuid === uuid && lifetimeImpressions >= base.lifetimeImpressions;
  const beyond = isSame ? lifetimeImpressions - base.lifetimeImpressions - base.explained : 0;
  return { base: begun, unexplained: Math.max(0, beyond), fewer: Math.max(0, -beyond) };
}
