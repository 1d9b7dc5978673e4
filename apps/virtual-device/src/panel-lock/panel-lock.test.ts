import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, seconds } from '@holdover/kernel';
import { createFakeClock, createSeededEntropy, type FakeClock } from '@holdover/testbed';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Obstacle } from '../device-fault.ts';
import { openDeviceState, type DeviceStateFile } from '../device-state.ts';
import { createPanelLock, type PanelLock, type WalkUpEnd } from './panel-lock.ts';

const START = instant(1_750_000_000_000);

let folder: string;
let clock: FakeClock;
let state: DeviceStateFile;
let lock: PanelLock;
let obstacle: Obstacle | undefined;

const open = async (): Promise<void> => {
  state = await openDeviceState(join(folder, 'state.json'), START, createSeededEntropy('lock'));
  lock = createPanelLock({ state, color: true, pagesPerMinute: 60, obstacle: () => obstacle, clock });
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'panel-lock-'));
  clock = createFakeClock(START);
  obstacle = undefined;
  await open();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Lets pages move, each a second, and the disk keep up. */
async function ended(copying: Promise<WalkUpEnd>): Promise<WalkUpEnd> {
  let end: WalkUpEnd | undefined;
  void copying.then((told) => (end = told));
  while (end === undefined) {
    clock.advance(seconds(1));
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return end;
}

test('a new device is free, and stays as it was while it is off', async () => {
  expect(lock.isLocked()).toBe(false);
  await lock.setLocked(true);
  await open();
  expect(lock.isLocked()).toBe(true);
});

test('what is copied counts, by its colour and its sheets', async () => {
  expect(await ended(lock.walkUp({ copies: 3, twoSided: true }))).toEqual({ outcome: 'done', impressions: 3 });
  expect(await ended(lock.walkUp({ copies: 1, color: false }))).toEqual({ outcome: 'done', impressions: 1 });
  expect(state.now).toMatchObject({ impressions: 4, colorImpressions: 3, sheets: 3 });
});

test('nobody copies while it is locked; locked meanwhile, the page that moves comes out', async () => {
  await lock.setLocked(true);
  expect(await lock.walkUp({ copies: 2 })).toEqual({ outcome: 'locked', impressions: 0 });
  await lock.setLocked(false);
  const copying = lock.walkUp({ copies: 9 });
  await lock.setLocked(true);
  expect(await ended(copying)).toEqual({ outcome: 'locked', impressions: 1 });
  expect(state.now.impressions).toBe(1);
});

test.each(['out-of-paper', 'jam', 'cover-open'] as const)('nothing comes out with the fault %s', async (fault) => {
  obstacle = fault;
  expect(await lock.walkUp({ copies: 2 })).toEqual({ outcome: 'stopped', impressions: 0 });
});

test('nothing comes out of a device that goes off', async () => {
  const copying = lock.walkUp({ copies: 2 });
  lock.close();
  expect(await copying).toEqual({ outcome: 'stopped', impressions: 0 });
  expect(clock.pending()).toBe(0);
});
