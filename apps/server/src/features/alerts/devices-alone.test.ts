import { ALL_DEVICES, instant, makeId, type DeviceGroupId } from '@holdover/kernel';
import { createSeededEntropy } from '@holdover/testbed';
import { expect, test } from 'vitest';
import { devicesAlone, type WatchedDevice } from './devices-alone.ts';

const NOW = instant(1_760_000_000_000);
const LONG_AGO = instant(0);
const entropy = createSeededEntropy('alone');
const group = (site: boolean) => ({ id: makeId('deviceGroup', NOW, entropy), site });
const everybody = { id: ALL_DEVICES, site: false };

function device(secondsAgo: number | null, ...groups: { id: DeviceGroupId; site: boolean }[]): WatchedDevice {
  const lastContactAt = secondsAgo === null ? null : instant(NOW - secondsAgo * 1_000);
  return { deviceId: makeId('device', NOW, entropy), lastContactAt, groups: [everybody, ...groups] };
}

const alone = (devices: readonly WatchedDevice[], since = LONG_AGO) => devicesAlone(devices, NOW, since);

test('[F5e] a device that is away while its neighbours of the site are there', () => {
  const north = group(true);
  const pulled = device(180, north);
  expect(alone([pulled, device(3, north), device(5, north)])).toEqual([pulled.deviceId]);
  expect(alone([device(179, north), device(3, north)])).toEqual([]);
});

test('[F5e] not where most neighbours are away too: that is an outage', () => {
  const north = group(true);
  const away = device(600, north);
  expect(alone([away, device(600, north), device(3, north)])).toHaveLength(2);
  expect(alone([away, device(600, north), device(600, north), device(3, north)])).toEqual([]);
  expect(alone([away])).toEqual([]);
});

test('[F5e] neighbours are of the site; without one, of the device groups, and never all devices', () => {
  const [north, south, floor] = [group(true), group(true), group(false)];
  const away = device(600, north, floor);
  expect(alone([away, device(3, south), device(3, floor)])).toEqual([]);
  const roaming = device(600, floor);
  expect(alone([roaming, device(3, floor)])).toEqual([roaming.deviceId]);
  expect(alone([device(600), device(3)])).toEqual([]);
});

test('[F5e] nobody is missed who was never there, or who the server has had no time to hear of', () => {
  const north = group(true);
  expect(alone([device(null, north), device(3, north)])).toEqual([]);
  const devices = [device(600, north), device(3, north)];
  expect(alone(devices, instant(NOW - 179_000))).toEqual([]);
  expect(alone(devices, instant(NOW - 180_000))).toHaveLength(1);
});
