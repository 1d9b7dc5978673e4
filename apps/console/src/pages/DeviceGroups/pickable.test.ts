import type { Device, DeviceGroup } from '@holdover/api';
import type { DeviceGroupId, DeviceId } from '@holdover/kernel';
import { expect, test } from 'vitest';
import { pickable } from './pickable.ts';

const group = (name: string, site: boolean): DeviceGroup => ({
  id: `dgr_${name}` as DeviceGroupId, // what it looks like does not matter here
  name,
  site,
  builtIn: false,
  members: 0,
});
const device = (name: string, ...groups: readonly DeviceGroup[]): Device => ({
  id: `dev_${name}` as DeviceId, // as above
  name,
  model: 'kyocera',
  offlineLogin: true,
  profileId: 'prf_x' as Device['profileId'], // as above
  address: null,
  active: true,
  deviceGroups: groups.map(({ id }) => id),
  terminal: null,
  printer: null,
  stolenReportedAt: null,
  createdAt: '2026-11-22T10:00:00.000Z',
});

const [north, south, plain] = [group('North', true), group('South', true), group('Plain', false)];
const all = [north, south, plain];

test('what is in the group is not offered', () => {
  const [lobby, lift] = [device('Lobby', plain), device('Lift')];
  expect(pickable([lobby, lift], plain, all)).toEqual([{ device: lift, otherSite: null }]);
});

test('a device of another site is named with it, and only where the group is a site', () => {
  const lobby = device('Lobby', south, plain);
  expect(pickable([lobby], north, all)).toEqual([{ device: lobby, otherSite: 'South' }]);
  expect(pickable([lobby], group('More', false), all)).toMatchObject([{ otherSite: null }]);
});
