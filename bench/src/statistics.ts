import { present } from '@holdover/kernel';

/** @param values at least one */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/**
 * By linear interpolation between the closest ranks.
 * @param values at least one
 * @param share of [0, 1]
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const rank = (sorted.length - 1) * share;
  const below = present(sorted[Math.floor(rank)], 'a value');
  const above = present(sorted[Math.ceil(rank)], 'a value');
  return below + (above - below) * (rank - Math.floor(rank));
}
