import {
  getDeviceCounters,
  getDeviceGroup,
  getEnrolment,
  leftOutUsers,
  listDeviceGroups,
  listOutages,
  type ApiClient,
} from '@holdover/api';
import type { DeviceGroupId, DeviceId } from '@holdover/kernel';
import { queryOptions } from '@tanstack/react-query';
import { given, PAGE, pages, POLLED } from './query-builders.ts';
import { keys } from './query-keys.ts';

export interface DeviceGroupFilter {
  readonly q?: string | undefined;
  readonly site?: 'true' | 'false' | undefined;
  readonly sort?: string | undefined;
}

/** What the pages of one device and of device groups read beside the lists. */
export function deviceResources(api: ApiClient) {
  return {
    deviceGroupList: (filter: DeviceGroupFilter) =>
      pages([...keys.deviceGroups, 'list', filter], (at) =>
        api.call(listDeviceGroups, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    deviceGroup: (id: DeviceGroupId) =>
      queryOptions({ queryKey: keys.deviceGroup(id), queryFn: () => api.call(getDeviceGroup, { params: { id } }) }),
    /** @param code what an earlier one came to says nothing of this one */
    enrolment: (id: DeviceId, code = 'newest') =>
      queryOptions({
        queryKey: [...keys.enrolment(id), code],
        queryFn: () => api.call(getEnrolment, { params: { id } }),
        retry: false,
        staleTime: 0,
      }),
    deviceCounters: (id: DeviceId) =>
      queryOptions({
        queryKey: [...keys.device(id), 'counters'],
        queryFn: () => api.call(getDeviceCounters, { params: { id } }),
        ...POLLED,
      }),
    leftOutUsers: (id: DeviceId) => ({
      ...pages([...keys.offlineUsers(id), 'left-out'], (at) =>
        api.call(leftOutUsers, { params: { id }, query: { limit: PAGE, ...at } }),
      ),
      ...POLLED,
    }),
    outagesOf: (deviceId: DeviceId) =>
      pages([...keys.outages, { deviceId }], (at) =>
        api.call(listOutages, { query: { limit: PAGE, deviceId, ...at } }),
      ),
  };
}
