import { expect, test } from 'vitest';
import { putMembers } from './put-members.ts';

test('each is tried once, at most four at a time, and one refusal keeps none of the others', async () => {
  const items = Array.from({ length: 11 }, (_, index) => `device ${index}`);
  const steps: number[] = [];
  let running = 0;
  let most = 0;
  const tried: string[] = [];
  const outcome = await putMembers(
    items,
    async (item) => {
      tried.push(item);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running--;
      if (item === 'device 3') throw new TypeError('in another site');
    },
    (through) => steps.push(through),
  );
  expect(tried.toSorted()).toEqual(items.toSorted());
  expect(most).toBe(4);
  expect(steps.at(-1)).toBe(11);
  expect(outcome.done).toEqual(items.filter((item) => item !== 'device 3'));
  expect(outcome.refused).toEqual([{ item: 'device 3', error: new TypeError('in another site') }]);
});

test('nothing to do is done', async () => {
  expect(await putMembers([], () => Promise.reject(new TypeError('never')))).toEqual({ done: [], refused: [] });
});
