import type { ResourceChange } from '@holdover/api';
import { milliseconds, type Cancel, type Clock, type Duration } from '@holdover/kernel';
import type { AuditRecord } from '../features/audit/audit-log.ts';

/** What was changed, for those who show it. */
export interface ChangeNews {
  /** Once it is true. */
  readonly changed: (targets: readonly AuditRecord['target'][]) => void;
  /** Is given each thing that changed; `id` null for one of the settings, and for many of a kind. */
  follow(on: (change: ResourceChange) => void): void;
  /** Tells what waits, and nothing any more. */
  stop(): void;
}

/** One change is told at once, what follows within this time together: an import makes thousands. */
export const NEWS_PAUSE: Duration = milliseconds(500);
/** Of one kind; more are told as many. */
const NAMED_MOST = 20;

export function createChangeNews(clock: Pick<Clock, 'after'>): ChangeNews {
  const waiting = new Map<string, Set<string | null>>();
  let cancel: Cancel | undefined;
  let tell: (change: ResourceChange) => void = () => undefined;
  const tellAll = (): void => {
    for (const [kind, ids] of waiting)
      for (const id of ids.size > NAMED_MOST || ids.has(null) ? [null] : ids) tell({ kind, id });
    waiting.clear();
  };
  const pause = (): void => {
    cancel = clock.after(NEWS_PAUSE, () => {
      cancel = undefined;
      if (waiting.size === 0) return;
      tellAll();
      pause();
    });
  };
  return {
    changed: (targets) => {
      for (const { kind, id } of targets) {
        const ids = waiting.get(kind) ?? new Set();
        // More than are named need not be kept.
        if (ids.size <= NAMED_MOST) waiting.set(kind, ids.add(id));
      }
      if (cancel !== undefined) return;
      tellAll();
      pause();
    },
    follow: (on) => {
      tell = on;
    },
    stop: () => {
      cancel?.();
      tellAll();
      tell = () => undefined;
    },
  };
}
