/** Groups in groups. */
export interface GroupTree {
  /** Names of these groups and of all they are in, directly or through others. What is no group here is passed over. */
  namesOf(keys: readonly string[]): readonly string[];
}

export interface TreeGroup {
  readonly key: string;
  readonly name: string;
}

/**
 * @param groupsOf keys of the groups that one group is in directly
 * Invariant: a circle of groups is walked once.
 */
export function createGroupTree(groups: readonly TreeGroup[], groupsOf: (key: string) => readonly string[]): GroupTree {
  const names = new Map(groups.map(({ key, name }) => [key, name]));
  return {
    namesOf: (keys) => {
      const seen = new Set<string>();
      const found = new Set<string>();
      const open = [...keys];
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        const name = names.get(key);
        if (name === undefined || seen.has(key)) continue;
        seen.add(key);
        found.add(name);
        open.push(...groupsOf(key));
      }
      return [...found].toSorted();
    },
  };
}
