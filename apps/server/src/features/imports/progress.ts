import type { EventHub } from '../../events/event-hub.ts';
import { importToApi } from './import-to-api.ts';
import type { RowError, UserImport } from './import.ts';

/** How far an import is; whoever looks at it in the console sees it move. */
export interface Progress {
  count(what: 'rows' | 'added' | 'changed' | 'deactivated', by: number): void;
  /** Lines with an error, each once. The header is no data line. */
  failed(errors: readonly RowError[]): void;
  now(): UserImport;
}

export function startProgress(hub: EventHub, from: UserImport): Progress {
  let now = from;
  return {
    count: (what, by) => {
      now = { ...now, [what]: now[what] + by };
    },
    failed: (errors) => {
      const failed = new Set(errors.filter(({ line }) => line > 1).map(({ line }) => line)).size;
      now = { ...now, failed };
      hub.publish({ name: 'import.progress', data: importToApi(now) });
    },
    now: () => now,
  };
}
