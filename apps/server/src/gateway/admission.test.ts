import { instant, milliseconds, seconds } from '@holdover/kernel';
import { createFakeClock } from '@holdover/testbed';
import { describe, expect, test } from 'vitest';
import { createAdmission, type Admission } from './admission.ts';

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** Work that ends when told to. */
function createWork(admission: Admission) {
  const ends: (() => void)[] = [];
  const begun: string[] = [];
  return {
    begun,
    enter(name: string): Promise<void> {
      const admitted = admission.enter();
      const work = (): Promise<void> => {
        begun.push(name);
        return new Promise((resolve) => {
          ends.push(resolve);
        });
      };
      return admitted.perform(work).finally(() => admitted.leave());
    },
    async endNext(): Promise<void> {
      ends.shift()?.();
      await settle();
    },
  };
}

const refusalOf = (admission: Admission) => {
  try {
    admission.enter();
  } catch (error) {
    return error;
  }
  return undefined;
};

describe('admission', () => {
  test('[C3f] so many work at once, the others in the order they came', async () => {
    const clock = createFakeClock(instant(0));
    const work = createWork(createAdmission({ atOnce: 2, mostWaiting: 3, clock }));
    const all = ['a', 'b', 'c', 'd'].map((name) => work.enter(name));
    await settle();
    expect(work.begun).toEqual(['a', 'b']);
    await work.endNext();
    expect(work.begun).toEqual(['a', 'b', 'c']);
    for (let left = 0; left < 3; left++) await work.endNext();
    await Promise.all(all);
    expect(work.begun).toEqual(['a', 'b', 'c', 'd']);
  });

  test('[C3f] whoever finds no room is told when those inside have left', async () => {
    const clock = createFakeClock(instant(0));
    const admission = createAdmission({ atOnce: 2, mostWaiting: 2, clock });
    const work = createWork(admission);
    for (const name of ['a', 'b', 'c', 'd']) void work.enter(name);
    await settle();
    expect(refusalOf(admission)).toMatchObject({ code: 'overloaded', retryAfterSeconds: 1 });
    clock.advance(seconds(100));
    await work.endNext();
    void work.enter('e');
    // One that took 100 s makes the typical one 10 s: four of them, two at once.
    expect(refusalOf(admission)).toMatchObject({ retryAfterSeconds: 21 });
    for (let left = 0; left < 4; left++) await work.endNext();
    expect(refusalOf(admission)).toBeUndefined();
  });

  test('[C3f] nobody is sent away for more than a minute', async () => {
    const clock = createFakeClock(instant(0));
    const admission = createAdmission({ atOnce: 1, mostWaiting: 0, clock });
    const work = createWork(admission);
    void work.enter('a');
    await settle();
    clock.advance(seconds(10_000));
    await work.endNext();
    void work.enter('b');
    expect(refusalOf(admission)).toMatchObject({ retryAfterSeconds: 60 });
  });

  test('[C3f] a body that never arrives keeps its place only until it has left', () => {
    const admission = createAdmission({ atOnce: 1, mostWaiting: 0, clock: createFakeClock(instant(0)) });
    const reading = admission.enter();
    expect(refusalOf(admission)).toMatchObject({ code: 'overloaded' });
    reading.leave();
    expect(refusalOf(admission)).toBeUndefined();
  });

  test('[C3f] work that fails gives its turn to the next', async () => {
    const clock = createFakeClock(instant(0));
    const admission = createAdmission({ atOnce: 1, mostWaiting: 1, clock });
    const failing = admission.enter().perform(() => Promise.reject(new Error('no')));
    const next = admission.enter().perform(() => Promise.resolve(milliseconds(1)));
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe(1);
  });
});
