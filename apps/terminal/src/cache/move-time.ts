import { milliseconds, type Duration, type Instant, type Logger } from '@holdover/kernel';
import type { JournalStore } from '../journal/journal-store.ts';
import type { TerminalJournal } from '../journal/terminal-journal.ts';
import type { CredentialCache } from './credential-cache.ts';
import type { TerminalTime } from './terminal-time.ts';

export interface MoveTimeDeps {
  readonly time: TerminalTime;
  readonly cache: Pick<CredentialCache, 'shift'>;
  readonly journal: Pick<TerminalJournal, 'append'>;
  readonly journalStore: Pick<JournalStore, 'shiftAcknowledged'>;
  readonly logger: Logger;
}

/**
 * The server states the time. A step is in the journal, in the old time, before it takes effect (security.md, *Time*).
 * Invariant: cache and time lie in two files, and the power may go between them; then ends are early, never late. So they move
 * back before the time does, and forward after it.
 */
export function moveTime(deps: MoveTimeDeps, at: Instant, roundTrip: Duration): void {
  const { time, cache, journal, journalStore, logger } = deps;
  time.state(at, roundTrip, (step, take) => {
    const by = milliseconds(Math.round(step.by));
    const moveEnds = (): void => {
      const shift = milliseconds(Math.round(step.shift));
      cache.shift(shift, at);
      // Acknowledged records are kept rather too long than too short (F3).
      journalStore.shiftAcknowledged(by > 0 ? by : shift);
    };
    logger.warn('The server moved the time', { byMilliseconds: by, endsByMilliseconds: step.shift });
    journal.append({ type: 'clock-step', mode: 'online', by });
    if (by < 0) moveEnds();
    take();
    if (by > 0) moveEnds();
  });
}
