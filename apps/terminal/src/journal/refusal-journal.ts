import type { Cancel, Clock, Logger, UserId } from '@holdover/kernel';
import {
  dueRefusals,
  NO_REFUSALS,
  SHARED_EVERY,
  SINGLE_REFUSALS,
  tallyRefusal,
  type JournalMode,
  type Refusal,
  type RefusalTally,
} from '@holdover/journal';
import { guard } from '../store/guard.ts';
import type { TerminalJournal } from './terminal-journal.ts';

/**
 * F1: refusals in the journal: the first singly, a flood as one record a minute. Beyond 10,000 that wait for the server they are
 * only counted, and the number is recorded when there is room: a record pushed out would be a gap in the chain (F3).
 */
export interface RefusalJournal {
  refused(refusal: Refusal & { readonly userId: UserId | null; readonly mode: JournalMode }): void;
  /** Writes what was only counted so far. */
  close(): void;
}

export interface RefusalJournalOptions {
  readonly journal: Pick<TerminalJournal, 'append' | 'hasRoomForRefusals'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mode: () => JournalMode;
}

export function createRefusalJournal({ journal, clock, logger, mode }: RefusalJournalOptions): RefusalJournal {
  let tally: RefusalTally = NO_REFUSALS;
  let cancel: Cancel | undefined;

  function writeDue(stopping: boolean): void {
    cancel?.();
    cancel = undefined;
    if (stopping || journal.hasRoomForRefusals()) {
      const due = dueRefusals(tally, clock.boot(), stopping);
      tally = due.tally;
      if (due.counts.length > 0) journal.append({ type: 'refusals', mode: mode(), counts: [...due.counts] });
    }
    if (!stopping && tally.sharedSince !== null) wakeLater();
  }

  function wakeLater(): void {
    cancel ??= clock.after(SHARED_EVERY, () => {
      guard(logger, 'Refusals could not be recorded', () => writeDue(false));
    });
  }

  return {
    refused({ method, code, userId, mode: refusedIn }) {
      const now = clock.boot();
      const before = journal.hasRoomForRefusals() ? tally : { ...tally, single: Array(SINGLE_REFUSALS).fill(now) };
      const told = tallyRefusal(before, { method, code }, now);
      tally = told.tally;
      if (told.write === 'later') wakeLater();
      else journal.append({ type: 'refusal', mode: refusedIn, method, code, userId, count: 1 });
    },
    close: () => writeDue(true),
  };
}
