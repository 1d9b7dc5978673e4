import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shortest } from './shortest.ts';

describe('the shortest story that fails', () => {
  const has = (part: readonly number[], needed: readonly number[]) => needed.every((step) => part.includes(step));

  test('keeps what it takes, in order, and nothing else', async () => {
    const story = Array.from({ length: 100 }, (_, i) => i);
    expect(await shortest(story, (part) => has(part, [77, 3, 50]))).toEqual([3, 50, 77]);
    expect(await shortest(story, (part) => part.length >= 7)).toHaveLength(7);
    expect(await shortest(story, () => true)).toEqual([]);
    expect(await shortest(['only'], async (part) => part.length === 1)).toEqual(['only']);
  });

  test('no step of what it finds can be left out, and what it finds fails', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(40), { minLength: 1 }),
        fc.array(fc.array(fc.nat(40), { maxLength: 4 }), { maxLength: 3 }),
        async (story, reasons) => {
          // Fails for the whole story, or wherever one of the reasons is there.
          const fails = (part: readonly number[]) =>
            part.length === story.length || reasons.some((reason) => has(part, reason));
          const found = await shortest(story, fails);
          expect(fails(found)).toBe(true);
          expect(story.filter((step) => found.includes(step))).toEqual(found);
          for (let at = 0; at < found.length; at++) expect(fails(found.toSpliced(at, 1))).toBe(false);
        },
      ),
    );
  });

  test('asks seldom: a hundred times for two steps of a thousand', async () => {
    const story = Array.from({ length: 1_000 }, (_, i) => i);
    let asked = 0;
    const fails = (part: readonly number[]): boolean => {
      asked += 1;
      return has(part, [200, 800]);
    };
    expect(await shortest(story, fails)).toEqual([200, 800]);
    expect(asked).toBeLessThan(100);
  });
});
