import {
  getImport,
  getStolenReport,
  getUserSource,
  importErrors,
  listImportEffects,
  listImportLog,
  listImports,
  listUserSources,
  userDeletion,
  type ApiClient,
  type ImportEffect,
  type ImportLogLine,
} from '@holdover/api';
import type { DeviceId, ImportId, UserId, UserSourceId } from '@holdover/kernel';
import { queryOptions } from '@tanstack/react-query';
import { given, PAGE, pages, WHOLE } from './query-builders.ts';
import { keys } from './query-keys.ts';

export interface ImportFilter {
  readonly source?: UserSourceId | undefined;
}

/** Where users come from, and what becomes of them. */
export function directoryResources(api: ApiClient) {
  return {
    deletion: (id: UserId) =>
      queryOptions({
        queryKey: keys.deletion(id),
        queryFn: () => api.call(userDeletion, { params: { id } }),
        staleTime: 0,
      }),
    ...importResources(api),
    userSources: () =>
      queryOptions({
        queryKey: keys.userSources,
        queryFn: () => api.call(listUserSources, { query: { limit: WHOLE } }),
      }),
    userSource: (id: UserSourceId) =>
      queryOptions({ queryKey: keys.userSource(id), queryFn: () => api.call(getUserSource, { params: { id } }) }),
    stolenReport: (id: DeviceId) =>
      queryOptions({
        queryKey: keys.stolenReport(id),
        queryFn: () => api.call(getStolenReport, { params: { id } }),
        retry: false,
      }),
  };
}

function importResources(api: ApiClient) {
  return {
    imports: (filter: ImportFilter) =>
      pages([...keys.imports, filter], (at) =>
        api.call(listImports, { query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    import: (id: ImportId) =>
      queryOptions({
        queryKey: keys.import(id),
        queryFn: () => api.call(getImport, { params: { id } }),
        // Events bring progress at once; this is for a stream that is down.
        refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
      }),
    lastImport: (id: ImportId | undefined) =>
      queryOptions({
        queryKey: keys.import(id ?? 'none'),
        queryFn: () => (id === undefined ? null : api.call(getImport, { params: { id } })),
        enabled: id !== undefined,
        refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
      }),
    importErrors: (id: ImportId) =>
      queryOptions({
        queryKey: [...keys.import(id), 'errors'],
        queryFn: () => beginningOf(api.download(importErrors, { params: { id } })),
      }),
    importEffects: (id: ImportId, filter: { q?: string | undefined; action?: ImportEffect['action'] | undefined }) =>
      pages([...keys.import(id), 'effects', filter], (at) =>
        api.call(listImportEffects, { params: { id }, query: { limit: PAGE, ...given(filter), ...at } }),
      ),
    /** All lines so far; the event `import.logged` adds to them. */
    importLog: (id: ImportId) =>
      queryOptions({
        queryKey: keys.importLog(id),
        queryFn: async (): Promise<ImportLogLine[]> =>
          (await api.call(listImportLog, { params: { id }, query: { limit: WHOLE } })).items,
      }),
  };
}

/** A million rows may be wrong: what is shown is read, and not the rest. */
const REPORT_MOST = 32_768;

/** Whole lines alone. */
async function beginningOf(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of pieces) {
    text += decoder.decode(piece, { stream: true });
    if (text.length > REPORT_MOST) return text.slice(0, text.lastIndexOf('\n') + 1);
  }
  return text;
}
