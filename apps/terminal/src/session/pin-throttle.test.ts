import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { minutes } from '@holdover/kernel';
import { DEFAULT_PIN_THROTTLE, type PinThrottlePolicy } from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import { createFakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { prepareJournalDatabase } from '../store/journal-database.ts';
import { openPrepared } from '../testing/open-prepared.ts';
import { TEST_NOW } from '../testing/open-test-journal.ts';
import { createPinThrottle, makeFirstBucket } from './pin-throttle.ts';

let folder: string;
let database: SealedDatabase;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdover-throttle-'));
  database = openPrepared(join(folder, 'journal.db'), new Uint8Array(32), prepareJournalDatabase);
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true, force: true });
});

test('[D3e] settings that were generous for a moment give nothing for the time after it', () => {
  const clock = createFakeClock(TEST_NOW);
  let policy: PinThrottlePolicy = DEFAULT_PIN_THROTTLE;
  makeFirstBucket(database);
  const pins = createPinThrottle({ clock, database, policy: () => policy });
  const fail = (): boolean => {
    const taken = pins.take();
    if (taken.taken) pins.failed(taken.attempt);
    return taken.taken;
  };
  expect(fail()).toBe(true);
  for (const next of [{ pinAttempts: 100, pinRefill: minutes(1) }, DEFAULT_PIN_THROTTLE]) {
    policy = next;
    pins.heedSettings();
  }
  clock.advance(minutes(1));
  expect([fail(), fail(), fail(), fail(), fail()]).toEqual([true, true, true, true, false]);
});
