import {
  instant,
  milliseconds,
  type Cancel,
  type Clock,
  type Duration,
  type Instant,
  type Logger,
} from '@holdover/kernel';
import {
  PERSIST_TIME_EVERY,
  persistTime,
  readTime,
  resumeTime,
  stateTime,
  UNCERTAIN_HOURS,
  UNTOLD,
  type ClockReading,
  type PersistedTime,
  type TimePolicy,
  type TimeReading,
  type TimeStep,
} from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue } from '../store/durable-value.ts';
import { guard } from '../store/guard.ts';
import { bootField, durationField } from '../store/stored-fields.ts';

/** The terminal's idea of the time (security.md, *Time*): the server's last statement plus boot time. */
export interface TerminalTime {
  now(): TimeReading;
  /**
   * The server stated the time.
   * @param roundTrip from asking to having the answer
   * @param onStep a step of more than five minutes waits until this calls `take`: what goes with it can be on disk before or after
   */
  state(at: Instant, roundTrip: Duration, onStep?: (step: TimeStep, take: () => void) => void): void;
  close(): void;
}

export interface TerminalTimeOptions {
  readonly clock: Clock;
  readonly database: SealedDatabase;
  readonly logger: Logger;
  /** The setting `uncertainHours` as known now; undefined before the first synchronization. */
  readonly uncertainHours: () => number | undefined;
}

export function createTerminalTime({ clock, database, logger, uncertainHours }: TerminalTimeOptions): TerminalTime {
  const durable = createDurableValue(database, 'trusted-time', persistedTimeSchema);
  const reading = (): ClockReading => ({ wall: clock.wall(), boot: clock.boot(), bootId: clock.bootId });
  const earlier = durable.read();
  let time = earlier === undefined ? UNTOLD : resumeTime(earlier, reading());
  let cancel: Cancel;

  const persist = (): void => durable.write(persistTime(time, reading()));
  const persistOn = (): void => {
    guard(logger, 'The time could not be noted', persist);
    cancel = clock.after(PERSIST_TIME_EVERY, persistOn);
  };
  persistOn();

  const policy = (): TimePolicy => ({ uncertainHours: uncertainHours() ?? UNCERTAIN_HOURS.default });

  return {
    now() {
      const now = readTime(time, reading(), policy());
      // Stores and messages hold whole milliseconds; the boot clock is finer.
      return { ...now, at: instant(Math.floor(now.at)), uncertainty: milliseconds(Math.ceil(now.uncertainty)) };
    },
    state(at, roundTrip, onStep = (_, take) => take()) {
      const stated = stateTime(time, { at, roundTrip }, reading(), policy());
      const isNews = time.from !== 'stated' || stated.step !== null;
      const take = (): void => {
        time = stated.time;
        if (isNews) persist();
      };
      if (stated.step === null) take();
      else onStep(stated.step, take);
    },
    close() {
      cancel();
      persist();
    },
  };
}

const instantField = z.number().transform(instant);
const anchored = { bootId: z.string(), boot: bootField, at: instantField, uncertainty: durationField };

const persistedTimeSchema: z.ZodType<PersistedTime> = z.strictObject({
  v: z.literal(1),
  time: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('untold') }),
    z.strictObject({ from: z.literal('stated'), ...anchored }),
    z.strictObject({ from: z.literal('carried'), ...anchored, off: durationField }),
    z.strictObject({ from: z.literal('uncertain'), ...anchored, off: durationField, spent: durationField }),
  ]),
  reading: z.strictObject({ wall: instantField, boot: bootField, bootId: z.string() }),
});
