import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, makeId } from '@holdover/kernel';
import type { ScanTarget } from '@holdover/protocol';
import { openDocuments } from '@holdover/sealed-store';
import { createFakeClock, createMemoryLogger, createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { openPrepared } from '../testing/open-prepared.ts';
import { openDelivery } from './open-delivery.ts';
import { prepareOutbox } from './outbox-store.ts';
import { NO_STICKS } from './usb-sticks.ts';

test('[E11] what a terminal lacks for a target is said beforehand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'holdover-delivery-'));
  const key = new Uint8Array(32).fill(1);
  const clock = createFakeClock(instant(1_000));
  const entropy = createSeededEntropy(11);
  const spool = openPrepared(join(folder, 'spool.db'), key, prepareOutbox);
  const target = { id: makeId('scanTarget', clock.wall(), entropy), kind: 'smb', name: 'Scans' } as ScanTarget; // no more is read of it
  const delivery = await openDelivery({
    stores: { spool, outbox: await openDocuments(join(folder, 'outbox'), key) },
    profile: () => ({ scanToUsb: true, scanTargets: [target] }),
    server: { isConnected: () => true, sendScan: () => new Promise(() => undefined) },
    asksServer: () => true,
    onLink: () => undefined,
    sticks: NO_STICKS,
    folders: { canReach: (kind) => kind !== 'smb', opener: () => expect.unreachable('nothing is opened') },
    clock,
    entropy,
    logger: createMemoryLogger(),
  });
  expect(delivery.targets({ scanToMe: false })).toMatchObject([
    { id: 'me', available: false, reason: 'no-email' },
    { id: 'usb', available: false, reason: 'no-usb-stick' },
    { id: target.id, available: false, reason: 'not-set-up' },
  ]);
  await delivery.close();
  spool.close();
  await rm(folder, { recursive: true });
});
