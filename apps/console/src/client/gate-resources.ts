import { me, setUpState, type ApiClient } from '@holdover/api';
import { queryOptions } from '@tanstack/react-query';
import { keys } from './query-keys.ts';

/** What is read before anybody is signed in: the first page ships without everything else. */
export function createGateResources(api: ApiClient) {
  return {
    me: () => queryOptions({ queryKey: keys.me, queryFn: () => api.call(me, {}), staleTime: Infinity, retry: false }),
    setUp: () => queryOptions({ queryKey: keys.setUp, queryFn: () => api.call(setUpState, {}), staleTime: 0 }),
  };
}
export type GateResources = ReturnType<typeof createGateResources>;
