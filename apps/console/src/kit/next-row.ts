/**
 * Where a key leads from row `here` of `count`; undefined: it is none of ours, or there is nowhere to go.
 * One beyond the last: the next row, which has to be loaded first.
 */
export function nextRow(key: string, here: number, count: number, hasMore: boolean): number | undefined {
  const next = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: count - 1 }[key];
  if (next === undefined || next < 0 || next === here) return undefined;
  return next < count || hasMore ? next : undefined;
}
