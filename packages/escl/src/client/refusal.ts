import type { FeederState, ScanRefusal, ScanSource } from '../scanner.ts';
import type { StatusReport } from '../codec/status.ts';

const BY_FEEDER: Readonly<Record<Exclude<FeederState, 'loaded'>, ScanRefusal>> = {
  empty: { refusal: 'feeder-empty' },
  jam: { refusal: 'jam' },
  'cover-open': { refusal: 'cover-open' },
  'multi-pick': { refusal: 'trouble' },
  trouble: { refusal: 'trouble' },
};

/**
 * Why a scanner said no, by what it says of itself: HTTP statuses alone do not tell a jam from an empty feeder, and devices do
 * not agree on them. Undefined when it has no complaint. A cover is open for the platen too; a feeder is empty while the last
 * sheet moves, and that is none.
 */
export function complaintOf({ state, feeder }: StatusReport, source: ScanSource): ScanRefusal | undefined {
  if (feeder === 'cover-open') return BY_FEEDER[feeder];
  if (feeder === 'empty' && state === 'processing') return undefined;
  if (source === 'feeder' && feeder !== undefined && feeder !== 'loaded') return BY_FEEDER[feeder];
  return state === 'stopped' ? { refusal: 'trouble' } : undefined;
}

/** A status that stays unexplained. */
export function unexplained(status: number): ScanRefusal {
  if (status === 503) return { refusal: 'busy' };
  if (status === 410) return { refusal: 'gone' };
  return { refusal: 'refused', status };
}
