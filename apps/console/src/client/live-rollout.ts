import type { Device, Rollout } from '@holdover/api';
import type { QueryClient } from '@tanstack/react-query';
import { keys } from './query-keys.ts';

/** Devices that somebody looks at, and whose terminal has confirmed, or should hold, another revision than is shown. */
export function devicesMovedBy(queries: QueryClient, { items }: Rollout): readonly (readonly string[])[] {
  const shown = queries.getQueriesData<Device>({ predicate: ({ queryKey }) => isDevice(queryKey) });
  const terminals = new Map(shown.flatMap(([, device]) => (device?.terminal ? [[device.id, device.terminal]] : [])));
  if (terminals.size === 0) return [];
  return items.flatMap(({ deviceId, revisionApplied, revisionDesired }) => {
    const was = terminals.get(deviceId);
    const same = was?.revisionApplied === revisionApplied && was.revisionDesired === revisionDesired;
    return was === undefined || same ? [] : [keys.device(deviceId)];
  });
}

function isDevice(key: readonly unknown[]): boolean {
  return key.length === 2 && key[0] === 'device';
}
