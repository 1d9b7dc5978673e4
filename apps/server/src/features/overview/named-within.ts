/**
 * Groups with the devices they name, as long as all of them together are no more than `most`. From the first that goes beyond it
 * none is named: a map must not change its measure of detail from group to group.
 */
export function namedWithin<T, G extends { readonly items: readonly T[] }>(
  groups: readonly G[],
  most: number,
): (Omit<G, 'items'> & { items: T[] })[] {
  let count = 0;
  return groups.map((group) => {
    count += group.items.length;
    return { ...group, items: count <= most ? [...group.items] : [] };
  });
}
