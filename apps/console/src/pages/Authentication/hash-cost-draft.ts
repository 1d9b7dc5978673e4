import { HASH_COST_LIMITS, type HashCosts } from '@holdover/api';
import { wholeNumber } from '../../kit/whole-number.ts';

export const HASH_KINDS = ['pin', 'card'] as const;
export type HashKind = (typeof HASH_KINDS)[number];
export const HASH_NUMBERS = ['memoryKiB', 'passes', 'lanes'] as const;
export type HashNumber = (typeof HASH_NUMBERS)[number];

/** As typed. */
export type HashCostDraft = Readonly<Record<HashKind, Readonly<Record<HashNumber, string>>>>;

/** Why a number is not taken; `min` and `max` are what would be. */
export interface HashFault {
  readonly kind: 'range' | 'lower' | 'memory-below-lanes';
  readonly min: number;
  readonly max: number;
}

export function draftOf(costs: HashCosts): HashCostDraft {
  const typed = ({ memoryKiB, passes, lanes }: HashCosts[HashKind]) => ({
    memoryKiB: String(memoryKiB),
    passes: String(passes),
    lanes: String(lanes),
  });
  return { pin: typed(costs.pin), card: typed(costs.card) };
}

/** RFC 9106 §3.1: at least 8 KiB a lane. */
const KIB_A_LANE = 8;

/** What is wrong with one number of a draft; memory and passes never fall. */
export function faultOf(
  draft: HashCostDraft,
  present: HashCosts,
  { kind, name }: { kind: HashKind; name: HashNumber },
): HashFault | undefined {
  const { max, min } = HASH_COST_LIMITS[name];
  const value = wholeNumber(draft[kind][name], { min, max });
  if (value === null) return { kind: 'range', min, max };
  if (name === 'lanes') return undefined;
  const least = present[kind][name];
  if (value < least) return { kind: 'lower', min: least, max };
  const lanes = wholeNumber(draft[kind].lanes, HASH_COST_LIMITS.lanes) ?? 1;
  if (name === 'memoryKiB' && value < KIB_A_LANE * lanes) {
    return { kind: 'memory-below-lanes', min: KIB_A_LANE * lanes, max };
  }
  return undefined;
}

/** The costs a draft asks for; null while a number is wrong. */
export function costsOf(draft: HashCostDraft, present: HashCosts): HashCosts | null {
  const isWrong = HASH_KINDS.some((kind) => HASH_NUMBERS.some((name) => faultOf(draft, present, { kind, name })));
  if (isWrong) return null;
  const read = ({ memoryKiB, passes, lanes }: HashCostDraft[HashKind]) => ({
    memoryKiB: Number(memoryKiB),
    passes: Number(passes),
    lanes: Number(lanes),
  });
  return { pin: read(draft.pin), card: read(draft.card) };
}

export function sameCosts(a: HashCosts, b: HashCosts): boolean {
  return HASH_KINDS.every((kind) => HASH_NUMBERS.every((name) => a[kind][name] === b[kind][name]));
}
