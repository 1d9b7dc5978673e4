import { describe, expect, test } from 'vitest';
import { FOUND } from './found.ts';
import { play } from './play.ts';

/** Beside `npm run simulate`, which plays a thousand and more. */
const SEEDS = Array.from({ length: 16 }, (_, index) => String(index + 1));

describe('a fleet through faults', () => {
  test.each(SEEDS)('seed %s breaks nothing', async (seed) => {
    const { violations } = await play(seed);
    expect(violations).toEqual([]);
  });

  test('the same seed is the same run, to the byte', async () => {
    const [once, again, other] = [await play('twice'), await play('twice'), await play('another')];
    expect(again.trace).toEqual(once.trace);
    expect(again.digest).toBe(once.digest);
    expect(other.digest).not.toBe(once.digest);
  });
});

describe('stories that once broke something', () => {
  test.each(FOUND)('$what', async ({ seed, story }) => {
    const { violations } = await play(seed, story);
    expect(violations).toEqual([]);
  });
});
