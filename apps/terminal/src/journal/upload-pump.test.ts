import { milliseconds, minutes, seconds } from '@holdover/kernel';
import { createFakeClock, createMemoryLogger, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import type { UploadOutcome } from './journal-upload.ts';
import { createUploadPump, type UploadPump } from './upload-pump.ts';

describe('records go up by themselves', () => {
  let clock: FakeClock;
  let backlog: number;
  let mayUpload: boolean;
  let drains: number;
  let drain: () => Promise<UploadOutcome>;
  let appended: () => void;
  let pump: UploadPump;

  beforeEach(() => {
    clock = createFakeClock(TEST_NOW);
    backlog = 0;
    mayUpload = true;
    drains = 0;
    drain = () => {
      backlog = 0;
      return Promise.resolve('drained');
    };
    pump = createUploadPump({
      journal: {
        backlog: () => backlog,
        subscribe(listener) {
          appended = listener;
          return () => undefined;
        },
      },
      upload: {
        drain() {
          drains += 1;
          return drain();
        },
      },
      mayUpload: () => mayUpload,
      clock,
      entropy: createSeededEntropy('pump'),
      logger: createMemoryLogger(),
    });
  });

  const append = (): void => {
    backlog += 1;
    appended();
  };

  test('[F3j] soon after they are written, those of one moment together', async () => {
    append();
    append();
    await clock.advanceAsync(milliseconds(100));
    expect(drains).toBe(1);
    await clock.advanceAsync(minutes(1));
    expect(drains).toBe(1);
  });

  test('[F3j] not while the server is away, and at once when it is back', async () => {
    mayUpload = false;
    append();
    await clock.advanceAsync(minutes(1));
    expect(drains).toBe(0);
    mayUpload = true;
    pump.wake();
    await clock.advanceAsync(milliseconds(100));
    expect(drains).toBe(1);
  });

  test.each(['again-later', 'unfit'] as const)('[F3j] after “%s” again, later each time', async (outcome) => {
    drain = () => Promise.resolve(outcome);
    append();
    await clock.advanceAsync(minutes(10));
    expect(drains).toBeGreaterThan(5);
    expect(drains).toBeLessThan(60);
    drain = () => {
      backlog = 0;
      return Promise.resolve('drained');
    };
    await clock.advanceAsync(seconds(61));
    expect(backlog).toBe(0);
  });

  test('an upload that fails by itself is tried again too', async () => {
    drain = () => Promise.reject(new TypeError('as the test said'));
    append();
    await clock.advanceAsync(minutes(1));
    expect(drains).toBeGreaterThan(1);
  });

  test('stopped, it sends nothing any more', async () => {
    append();
    pump.stop();
    append();
    await clock.advanceAsync(minutes(1));
    expect(drains).toBe(0);
  });
});
