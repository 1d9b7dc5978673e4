import { createActivityJournal, type ActivityJournal } from '../journal/activity-journal.ts';
import type { OfflinePages } from '../print/offline-pages.ts';
import type { SessionKeeper } from '../session/session-keeper.ts';
import type { Ports } from '../terminal-options.ts';
import type { Records } from '../terminal-records.ts';
import { countOwnPrints } from './own-prints.ts';
import { openUnlock, type Unlock } from './unlock.ts';

export interface TerminalUnlockParts {
  readonly records: Pick<Records, 'journal' | 'journalStore' | 'changes'>;
  /** By which prints and copies are recorded. */
  readonly activities: ActivityJournal;
  readonly offline: Pick<OfflinePages, 'left' | 'printed'>;
  readonly mode: () => 'online' | 'offline';
  readonly keeper: Pick<SessionKeeper, 'touch'>;
}

/** @returns the lock of the device's own panel, and the journal that prints and copies are to be recorded by from now on */
export function openTerminalUnlock(
  ports: Pick<Ports, 'deviceAdapter' | 'hooks' | 'clock' | 'entropy' | 'logger'>,
  { records, activities: printed, offline, mode, keeper }: TerminalUnlockParts,
): { readonly unlock: Unlock; readonly activities: ActivityJournal } {
  const { journal, journalStore: store, changes } = records;
  const { activities, own } = countOwnPrints(printed, journal, ports.clock);
  const nobodyWaits = (): void => undefined;
  const unlock = openUnlock({
    ...ports,
    adapter: ports.deviceAdapter,
    activities: createActivityJournal({ journal, hooks: ports.hooks, onBegan: nobodyWaits, onEnded: nobodyWaits }),
    store,
    own,
    offline,
    mode,
    touch: (session) => keeper.touch(session),
    onChanged: () => changes.notify(),
  });
  return { unlock, activities };
}
