import { createIppClient, type IppTransport } from '@holdover/ipp';
import type { RecordOf } from '@holdover/journal';
import { days, elapsed, minutes, seconds, type Cancel, type Clock, type Logger } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { TerminalJournal } from '../journal/terminal-journal.ts';
import type { PrintLine } from './print-line.ts';
import { askState } from './printer-link.ts';

export interface CountersOptions {
  readonly transport: IppTransport;
  readonly printerUri: string;
  readonly line: Pick<PrintLine, 'idleFor' | 'turns'>;
  readonly journal: Pick<TerminalJournal, 'append'>;
  readonly mode: () => 'online' | 'offline';
  /** What else of ours moves the counter. */
  readonly others?: { isOpen(): boolean; turns(): number };
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * F7: the lifetime counter of the device in the journal, at each session and daily.
 * Invariant: between what the device said and its record nothing of ours printed, so that records explain all between two of them.
 */
export interface Counters {
  /** Returns at once. Where the printer is away or something prints, a beginning has no record; an end waits for the last sheet. */
  sessionBegan(): void;
  sessionEnded(): void;
  close(): void;
}

/** A counter may lag behind the job that the device calls completed. */
const SETTLES = seconds(3);
const DAILY = days(1);
const DAILY_LOOK = minutes(10);

export function createCounters(options: CountersOptions): Counters {
  const { line, journal, mode, others, clock, logger } = options;
  const client = createIppClient({ ...options, userName: 'holdover' });
  let isAsking = false;
  let isClosed = false;
  let recordedAt = clock.boot();
  let cancelEnd: Cancel = () => undefined;

  const isStill = (): boolean => !isClosed && (line.idleFor() ?? 0) >= SETTLES && others?.isOpen() !== true;
  const begun = (): number => line.turns() + (others?.turns() ?? 0);
  const ask = async (reason: RecordOf<'counters'>['reason']): Promise<void> => {
    const turns = begun();
    const printer = await askState(client);
    if (printer === null || printer.lifetimeImpressions === null) return;
    // What began meanwhile may have moved the counter without a record.
    if (!isStill() || begun() !== turns) return;
    journal.append({ type: 'counters', mode: mode(), reason, printer });
    recordedAt = clock.boot();
  };
  /** @returns whether it was the moment for it */
  const record = (reason: RecordOf<'counters'>['reason']): boolean => {
    if (isAsking || !isStill()) return false;
    isAsking = true;
    ask(reason)
      .catch((error: unknown) =>
        logger.debug('The device’s counters were not recorded', { error: describeError(error) }),
      )
      .finally(() => (isAsking = false));
    return true;
  };
  const end = (): void => {
    if (!record('session-end')) cancelEnd = clock.after(SETTLES, end);
  };
  const daily = (): void => {
    if (elapsed(recordedAt, clock.boot()) >= DAILY) record('daily');
    cancelDaily = clock.after(DAILY_LOOK, daily);
  };
  let cancelDaily = clock.after(DAILY_LOOK, daily);

  return {
    sessionBegan() {
      cancelEnd();
      record('session-begin');
    },
    sessionEnded() {
      cancelEnd();
      cancelEnd = clock.after(SETTLES, end);
    },
    close() {
      isClosed = true;
      cancelEnd();
      cancelDaily();
    },
  };
}
