import {
  getAuthentication,
  getFleetAuthority,
  getJournalSettings,
  getLinkSettings,
  getLogging,
  getSystem,
  previewAuthentication,
  type ApiClient,
  type AuthenticationSettings,
} from '@holdover/api';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { POLLED } from './query-builders.ts';
import { keys } from './query-keys.ts';

/** While one authority replaces another, terminals that learn of it are worth looking for; in milliseconds. */
const WHILE_ROLLING = 5_000;

/** What an administrator sets once, and the server itself. */
export function settingsResources(api: ApiClient) {
  return {
    authentication: () =>
      queryOptions({ queryKey: keys.authentication, queryFn: () => api.call(getAuthentication, {}) }),
    /** Of settings that are not saved; null asks nothing. */
    riskOf: (settings: AuthenticationSettings | null) =>
      queryOptions({
        queryKey: [...keys.pinRisk, 'unsaved', settings],
        queryFn: () => (settings === null ? null : api.call(previewAuthentication, { body: settings })),
        enabled: settings !== null,
        placeholderData: keepPreviousData,
      }),
    journalSettings: () =>
      queryOptions({ queryKey: keys.journalSettings, queryFn: () => api.call(getJournalSettings, {}) }),
    linkSettings: () => queryOptions({ queryKey: keys.linkSettings, queryFn: () => api.call(getLinkSettings, {}) }),
    system: () => queryOptions({ queryKey: keys.system, queryFn: () => api.call(getSystem, {}), ...POLLED }),
    logging: () => queryOptions({ queryKey: keys.logging, queryFn: () => api.call(getLogging, {}) }),
    authority: () =>
      queryOptions({
        queryKey: keys.authority,
        queryFn: () => api.call(getFleetAuthority, {}),
        refetchInterval: ({ state }) => ((state.data?.beside ?? null) === null ? false : WHILE_ROLLING),
      }),
  };
}
