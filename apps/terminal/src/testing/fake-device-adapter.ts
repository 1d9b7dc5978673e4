import { unreachableDevice, refusedByDevice } from '../device-adapter/adapter-fault.ts';
import type { DeviceAdapter } from '../device-adapter/device-adapter.ts';

/** A device that does what the test says; every call is noted. */
export interface FakeDeviceAdapter extends DeviceAdapter {
  readonly calls: string[];
  device: string;
  impressions: number;
  locked: boolean;
  lockable: boolean;
  /** Nothing answers. */
  away: boolean;
  /** Of the next unlock alone. */
  unlockFails: boolean;
  closed: boolean;
}

export function createFakeDeviceAdapter(): FakeDeviceAdapter {
  const answer = async (call: string): Promise<void> => {
    fake.calls.push(call);
    await Promise.resolve();
    if (fake.away) throw unreachableDevice(fake.name);
  };
  const fake: FakeDeviceAdapter = {
    name: 'fake://device',
    calls: [],
    device: 'SN-1',
    impressions: 1_000,
    locked: false,
    lockable: true,
    away: false,
    unlockFails: false,
    closed: false,
    async canLock() {
      await answer('can-lock');
      return fake.lockable;
    },
    async lock() {
      await answer('lock');
      if (!fake.lockable) throw refusedByDevice(fake.name, 'lock');
      fake.locked = true;
    },
    async unlock() {
      await answer('unlock');
      if (fake.unlockFails) throw unreachableDevice(fake.name);
      fake.locked = false;
    },
    async isLocked() {
      await answer('is-locked');
      return fake.locked;
    },
    async counters() {
      await answer('counters');
      return { device: fake.device, impressions: fake.impressions, colorImpressions: null, sheets: null };
    },
    close() {
      fake.closed = true;
    },
  };
  return fake;
}
