import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { MUTATIONS, type Mutation } from './mutations.ts';

/** So many worlds may pass before a broken rule shows. */
const MOST_SEEDS = 200;

const ROOT = join(import.meta.dirname, '../..');

/** @returns how many seeds it took; undefined when none showed it */
async function seedsUntilCaught({ module, exports, invariant, seenBy }: Mutation): Promise<number | undefined> {
  const path = join(ROOT, module);
  vi.resetModules();
  vi.doMock(path, async (importOriginal) => exports(await importOriginal<Record<string, unknown>>()));
  try {
    const { play } = await import('./play.ts');
    const others = Array.from({ length: MOST_SEEDS }, (_, index) => index + 1);
    for (const [index, seed] of [seenBy, ...others].entries()) {
      const { violations } = await play(String(seed));
      if (violations.some((violation) => violation.invariant === invariant)) return index + 1;
    }
    return undefined;
  } finally {
    vi.doUnmock(path);
    vi.resetModules();
  }
}

describe('a rule broken on purpose is noticed', () => {
  test.each(MUTATIONS)('invariant $invariant: $what', { timeout: 600_000 }, async (mutation) => {
    expect(await seedsUntilCaught(mutation)).toBeLessThanOrEqual(MOST_SEEDS);
  });
});
