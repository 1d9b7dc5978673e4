import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DeviceAdapter } from '../device-adapter/device-adapter.ts';

/** A device, an adapter that knows the way to it, and whoever stands in front of it. */
export interface DeviceAdapterWorld {
  readonly adapter: DeviceAdapter;
  /** So many impressions come out, whoever made them. */
  print(impressions: number): Promise<void> | void;
  /** It is switched off, or its cable pulled. */
  leave(): Promise<void>;
  /** And is there again, at the same address, with what it had counted. */
  comeBack(): Promise<void>;
  /** From now on it lets nobody change its lock; absent where every such device can be locked. */
  refuseLocks?(): void;
  /** What must be in no name and no error. */
  readonly secret?: string;
  close(): Promise<void>;
}

/** What a terminal relies on in an adapter (docs/device-adapters.md). Every implementation of the port runs it. */
export function describeDeviceAdapter(name: string, openWorld: () => Promise<DeviceAdapterWorld>): void {
  describe(`the contract of a device adapter: ${name}`, () => {
    let world: DeviceAdapterWorld;
    beforeEach(async () => {
      world = await openWorld();
    });
    afterEach(async () => {
      world.adapter.close();
      await world.close();
    });

    testWhileThere(() => world);
    testAbsence(() => world);
    testRefusal(() => world);
  });
}

function testWhileThere(current: () => DeviceAdapterWorld): void {
  test('locks and unlocks, and it is so when it says so, however often it is asked', async () => {
    const { adapter } = current();
    for (const wanted of [true, true, false, false, true]) {
      await (wanted ? adapter.lock() : adapter.unlock());
      expect(await adapter.isLocked()).toBe(wanted);
    }
  });

  test('asking whether it can lock changes nothing', async () => {
    const { adapter } = current();
    for (const locked of [true, false]) {
      await (locked ? adapter.lock() : adapter.unlock());
      expect(await adapter.canLock()).toBe(true);
      expect(await adapter.isLocked()).toBe(locked);
    }
  });

  test('counts whatever comes out, of one device, and what came out before is in', async () => {
    const { adapter } = current();
    const before = await adapter.counters();
    await current().print(3);
    const after = await adapter.counters();
    expect(after).toMatchObject({ device: before.device, impressions: before.impressions + 3 });
    expect(before.device).not.toBe('');
    await adapter.lock();
    expect(await adapter.counters()).toEqual(after);
  });

  test('questions at the same time get each its own answer', async () => {
    const { adapter } = current();
    await adapter.lock();
    const [counters, locked, lockable] = await Promise.all([
      adapter.counters(),
      adapter.isLocked(),
      adapter.canLock(),
      adapter.lock(),
    ]);
    expect([typeof counters.impressions, locked, lockable]).toEqual(['number', true, true]);
  });
}

function testAbsence(current: () => DeviceAdapterWorld): void {
  test('a device that is away is unreachable, which may pass, in every call', async () => {
    const { adapter } = current();
    await adapter.lock();
    await current().leave();
    const calls = [
      () => adapter.lock(),
      () => adapter.unlock(),
      () => adapter.isLocked(),
      () => adapter.canLock(),
      () => adapter.counters(),
    ];
    for (const call of calls) {
      await expect(call()).rejects.toMatchObject({ code: 'device-unreachable', retryable: true });
    }
  });

  test('one that comes back is as it was, and needs no other adapter', async () => {
    const { adapter } = current();
    await adapter.lock();
    const before = await adapter.counters();
    await current().leave();
    await adapter.isLocked().catch(() => undefined);
    await current().comeBack();
    expect([await adapter.isLocked(), await adapter.counters()]).toEqual([true, before]);
  });
}

function testRefusal(current: () => DeviceAdapterWorld): void {
  test('one that lets nobody change its lock says so before, and counts all the same', async (context) => {
    const { adapter } = current();
    const { refuseLocks } = current();
    if (refuseLocks === undefined) {
      await context.annotate('every such device can be locked');
      return;
    }
    refuseLocks();
    expect(await adapter.canLock()).toBe(false);
    await expect(adapter.lock()).rejects.toMatchObject({ code: 'device-refused', retryable: false });
    await expect(adapter.unlock()).rejects.toMatchObject({ code: 'device-refused' });
    expect((await adapter.counters()).impressions).toBeGreaterThanOrEqual(0);
  });

  test('tells no secret in its name or in what it throws', async () => {
    const { adapter } = current();
    const { secret = '' } = current();
    await current().leave();
    const error: unknown = await adapter.lock().catch((thrown: unknown) => thrown);
    const told = `${adapter.name} ${error instanceof Error ? `${error.message} ${String(error.cause)}` : ''}`;
    expect(told).toContain(adapter.name);
    if (secret !== '') expect(told).not.toContain(secret);
  });
}
