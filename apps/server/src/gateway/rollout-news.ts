import type { Rollout } from '@holdover/api';

/** An event of more would be megabytes, several times a second, to every console that is open. */
const NAMED_MOST = 200;

/** What an event tells of a rollout: of a large fleet whoever has not applied it yet, and of them the first. */
export function rolloutNews({ items, ...counts }: Rollout): Rollout {
  if (items.length <= NAMED_MOST) return { ...counts, items };
  return { ...counts, items: items.filter(({ state }) => state !== 'applied').slice(0, NAMED_MOST) };
}
