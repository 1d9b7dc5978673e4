import { expect, test } from 'vitest';
import { createThrottle } from './throttle.ts';

function workshop() {
  const pauses: (() => void)[] = [];
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  const throttle = createThrottle({
    pause: 1_000,
    after: (milliseconds, then) => {
      expect(milliseconds).toBe(1_000);
      pauses.push(then);
    },
  });
  const settle = (): Promise<void> => Promise.resolve().then(() => Promise.resolve());
  return {
    begun,
    pauses,
    ask: (name: string, note = name) =>
      throttle(name, () => {
        begun.push(note);
        return new Promise<void>((resolve) => ends.push(resolve));
      }),
    end: async () => (ends.shift()?.(), settle()),
    pass: () => pauses.shift()?.(),
    fail: async () => {
      throttle('failing', () => Promise.reject(new TypeError('no answer')));
      await settle();
    },
  };
}

test('ten thousand terminals that return make one question at once, and one when it is answered and the pause is over', async () => {
  const { ask, begun, end, pass, pauses } = workshop();
  for (let count = 0; count < 10_000; count += 1) ask('overview');
  expect(begun).toHaveLength(1);
  await end();
  for (let count = 0; count < 10_000; count += 1) ask('overview');
  expect(begun).toHaveLength(1);
  pass();
  expect(begun).toHaveLength(2);
  await end();
  pass();
  expect([begun.length, pauses.length]).toEqual([2, 0]);
});

test('what is asked for while an answer is on its way is asked once more: it may have come too late for it', async () => {
  const { ask, begun, end, pass } = workshop();
  ask('overview', 'first');
  ask('overview', 'second');
  ask('overview', 'third');
  await end();
  pass();
  expect(begun).toEqual(['first', 'third']);
});

test('names wait for nothing but themselves, and a failure frees its own', async () => {
  const { ask, begun, fail, pauses, pass } = workshop();
  ask('overview');
  ask('outages');
  expect(begun).toEqual(['overview', 'outages']);
  await fail();
  expect(pauses).toHaveLength(1);
  pass();
  ask('failing');
  expect(begun).toEqual(['overview', 'outages', 'failing']);
});
