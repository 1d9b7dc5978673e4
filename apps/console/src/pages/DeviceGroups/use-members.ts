import { addDeviceGroupMember, removeDeviceGroupMember } from '@holdover/api';
import type { DeviceGroupId, DeviceId } from '@holdover/kernel';
import { useQueryClient } from '@tanstack/react-query';
import { useServices } from '../../app/services.tsx';
import { keys } from '../../client/query-keys.ts';

export interface Members {
  /** @throws ApiFault when the device is in another site */
  readonly put: (group: DeviceGroupId, device: DeviceId, member: boolean) => Promise<void>;
  /** Whoever shows members or groups asks again. */
  readonly changed: () => Promise<void>;
}

/** Puts devices into groups and takes them out; the caller says when it is through. */
export function useMembers(): Members {
  const { api } = useServices();
  const queries = useQueryClient();
  return {
    put: async (id, deviceId, member) => {
      await api.call(member ? addDeviceGroupMember : removeDeviceGroupMember, { params: { id, deviceId } });
    },
    changed: async () => {
      const stale = [keys.deviceGroups, keys.devices, ['device']];
      await Promise.all(stale.map((queryKey) => queries.invalidateQueries({ queryKey })));
    },
  };
}
