import type { Rollout } from '@holdover/api';
import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { devicesMovedBy } from './live-rollout.ts';
import { keys } from './query-keys.ts';

const item = (deviceId: string, applied: number, desired: number) => ({
  terminalId: `trm_${deviceId}`,
  deviceId,
  deviceName: deviceId,
  state: 'applied',
  revisionApplied: applied,
  revisionDesired: desired,
  lastContactAt: null,
});
const rollout = (...items: readonly ReturnType<typeof item>[]) =>
  ({ total: items.length, applied: items.length, items }) as unknown as Rollout; // what ids look like does not matter here

test('of a fleet, only a device that is looked at and has moved is asked for again', () => {
  const queries = new QueryClient();
  const terminal = { revisionApplied: 3, revisionDesired: 4 };
  for (const id of ['dev_moved', 'dev_same']) queries.setQueryData(keys.device(id), { id, terminal });
  queries.setQueryData(keys.device('dev_bare'), { id: 'dev_bare', terminal: null });
  queries.setQueryData(keys.offlineUsers('dev_same'), { pages: [] });
  const items = [item('dev_moved', 4, 4), item('dev_same', 3, 4), item('dev_bare', 1, 1), item('dev_unseen', 1, 2)];
  expect(devicesMovedBy(queries, rollout(...items))).toEqual([keys.device('dev_moved')]);
});

test('nobody looks at a device', () => {
  expect(devicesMovedBy(new QueryClient(), rollout(item('dev_one', 1, 2)))).toEqual([]);
});
