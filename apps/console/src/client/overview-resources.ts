import {
  explainOfflineLogin,
  getOverview,
  listAlerts,
  listOutages,
  type Alert,
  type ApiClient,
  type Outage,
} from '@holdover/api';
import type { DeviceId, UserId } from '@holdover/kernel';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { given, PAGE, pages, POLLED, WHOLE } from './query-builders.ts';
import { keys } from './query-keys.ts';

export interface AlertFilter {
  readonly state?: 'cleared' | 'all' | undefined;
  readonly kind?: Alert['kind'] | undefined;
  readonly deviceId?: DeviceId | undefined;
}

/** How far back a timeline looks, in milliseconds. */
export const OUTAGE_RANGES = {
  '24h': 24 * 3_600_000,
  '7d': 7 * 24 * 3_600_000,
  '30d': 30 * 24 * 3_600_000,
} as const;
export type OutageRange = keyof typeof OUTAGE_RANGES;

/** The newest of a range, up to a thousand. */
export interface Outages {
  readonly items: readonly Outage[];
  readonly more: boolean;
}

/** The fleet at a glance, what is wrong with it, and why somebody can or cannot log in. */
export function overviewResources(api: ApiClient) {
  return {
    overview: () => queryOptions({ queryKey: keys.overview, queryFn: () => api.call(getOverview, {}), ...POLLED }),
    outages: (range: OutageRange) =>
      queryOptions({
        queryKey: [...keys.outages, range],
        queryFn: async (): Promise<Outages> => {
          const from = new Date(Date.now() - OUTAGE_RANGES[range]).toISOString();
          const { items, nextCursor } = await api.call(listOutages, { query: { limit: WHOLE, from } });
          return { items, more: nextCursor !== null };
        },
        placeholderData: keepPreviousData,
        // One is one after a while, and no event says so.
        ...POLLED,
      }),
    alerts: (filter: AlertFilter) =>
      pages([...keys.alerts, filter], (at) =>
        api.call(listAlerts, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    explanation: (deviceId: DeviceId, userId: UserId) =>
      queryOptions({
        queryKey: keys.explanation(deviceId, userId),
        queryFn: () => api.call(explainOfflineLogin, { params: { id: deviceId, userId } }),
        ...POLLED,
      }),
  };
}
