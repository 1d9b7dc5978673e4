import type { Clock } from '@holdover/kernel';
import type { EventHub } from '../../events/event-hub.ts';
import { importToApi } from './import-to-api.ts';
import type { ImportStage, UserImport } from './import.ts';

type Count = 'rows' | 'rowsDone' | 'added' | 'changed' | 'deactivated' | 'failed';

/** How far an import is; whoever looks at it in the console sees it move. */
export interface Progress {
  /** @param counts where they are other than they were */
  enter(stage: ImportStage, counts?: Partial<Pick<UserImport, Count>>): void;
  count(what: Count, by: number): void;
  setDone(rows: number): void;
  /** Whether it was last told so long ago that it may be told again. */
  isDue(): boolean;
  tell(): void;
  now(): UserImport;
}

/** Five times a second at most: a browser draws it, and a database writes it, no oftener. */
const TOLD_EVERY_MS = 200;

export function startProgress(hub: EventHub, clock: Clock, from: UserImport): Progress {
  let now = from;
  let toldAt = -Infinity;
  const tell = (): void => {
    toldAt = clock.boot();
    hub.publish({ name: 'import.progress', data: importToApi(now) });
  };
  return {
    enter: (stage, counts = {}) => {
      now = { ...now, stage, rowsDone: 0, ...counts };
      tell();
    },
    count: (what, by) => {
      now = { ...now, [what]: now[what] + by };
    },
    setDone: (rowsDone) => {
      now = { ...now, rowsDone };
    },
    isDue: () => clock.boot() - toldAt >= TOLD_EVERY_MS,
    tell,
    now: () => now,
  };
}
