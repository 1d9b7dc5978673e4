import { expect, test } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

test('those who come while a commit runs are committed together, in their order', async () => {
  const groups: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const commit = createGroupCommit<number, string>(async (items) => {
    groups.push(items);
    await new Promise<void>((resolve) => ends.push(resolve));
    return items.map((item) => `done ${item}`);
  });
  const first = commit(1);
  await expect.poll(() => groups).toEqual([[1]]);
  const others = [commit(2), commit(3)];
  ends.shift()?.();
  expect(await first).toBe('done 1');
  await expect.poll(() => groups).toEqual([[1], [2, 3]]);
  ends.shift()?.();
  expect(await Promise.all(others)).toEqual(['done 2', 'done 3']);
});

test('a group that fails tells each of its own, and the next goes on', async () => {
  let fails = true;
  const commit = createGroupCommit<number, number>(async (items) => {
    if (fails) throw new RangeError('full');
    return items;
  });
  expect(await Promise.allSettled([commit(1), commit(2)])).toMatchObject([
    { status: 'rejected', reason: { message: 'full' } },
    { status: 'rejected', reason: { message: 'full' } },
  ]);
  fails = false;
  expect(await commit(3)).toBe(3);
});

test('a group has a most', async () => {
  const sizes: number[] = [];
  const commit = createGroupCommit<number, number>(async (items) => {
    sizes.push(items.length);
    return items;
  }, 2);
  await Promise.all([1, 2, 3, 4, 5].map(commit));
  expect(sizes).toEqual([2, 2, 1]);
});
