import { milliseconds, type Cancel, type Clock, type UserId } from '@holdover/kernel';
import {
  dueRefusals,
  NO_REFUSALS,
  SHARED_EVERY,
  tallyRefusal,
  type JournalMode,
  type Refusal,
  type RefusalTally,
} from '@holdover/journal';
import type { TerminalJournal } from './terminal-journal.ts';

/** F1: refusals in the journal: the first singly, a flood as one record a minute. */
export interface RefusalJournal {
  refused(refusal: Refusal & { readonly userId: UserId | null; readonly mode: JournalMode }): void;
  /** Writes what was only counted so far. */
  close(): void;
}

export function createRefusalJournal(journal: TerminalJournal, clock: Clock, mode: () => JournalMode): RefusalJournal {
  let tally: RefusalTally = NO_REFUSALS;
  let cancel: Cancel | undefined;

  function writeDue(stopping: boolean): void {
    cancel?.();
    cancel = undefined;
    const due = dueRefusals(tally, clock.boot(), stopping);
    tally = due.tally;
    if (due.counts.length > 0) journal.append({ type: 'refusals', mode: mode(), counts: [...due.counts] });
    else if (tally.sharedSince !== null) cancel = clock.after(milliseconds(1_000), () => writeDue(false));
  }

  return {
    refused(refusal) {
      const { method, code, userId } = refusal;
      const told = tallyRefusal(tally, { method, code }, clock.boot());
      tally = told.tally;
      if (told.write === 'single')
        journal.append({ type: 'refusal', mode: refusal.mode, method, code, userId, count: 1 });
      else cancel ??= clock.after(SHARED_EVERY, () => writeDue(false));
    },
    close: () => writeDue(true),
  };
}
