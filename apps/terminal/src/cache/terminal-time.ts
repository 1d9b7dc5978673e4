import {
  bootTime,
  instant,
  milliseconds,
  minutes,
  type Cancel,
  type Clock,
  type Duration,
  type Instant,
  type Logger,
} from '@holdover/kernel';
import {
  persistTime,
  readTime,
  resumeTime,
  stateTime,
  UNCERTAIN_HOURS,
  UNTOLD,
  type ClockReading,
  type PersistedTime,
  type StatedTime,
  type TimeReading,
} from '@holdover/offline-login';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import { createDurableValue } from '../store/durable-value.ts';
import { guard } from '../store/guard.ts';

/** The terminal's idea of the time (security.md, *Time*): the server's last statement plus boot time. */
export interface TerminalTime {
  now(): TimeReading;
  /**
   * The server stated the time.
   * @param roundTrip from asking to having the answer
   * @returns a step of more than five minutes, to be journalled, or null
   */
  state(at: Instant, roundTrip: Duration): StatedTime['step'];
  close(): void;
}

export interface TerminalTimeOptions {
  readonly clock: Clock;
  readonly database: SealedDatabase;
  readonly logger: Logger;
  /** The setting `uncertainHours` as known now; undefined before the first synchronization. */
  readonly uncertainHours: () => number | undefined;
}

const PERSIST_EVERY = minutes(1);

export function createTerminalTime({ clock, database, logger, uncertainHours }: TerminalTimeOptions): TerminalTime {
  const durable = createDurableValue(database, 'trusted-time', persistedTimeSchema);
  const reading = (): ClockReading => ({ wall: clock.wall(), boot: clock.boot(), bootId: clock.bootId });
  const earlier = durable.read();
  let time = earlier === undefined ? UNTOLD : resumeTime(earlier, reading());
  let cancel: Cancel;

  const persist = (): void => durable.write(persistTime(time, reading()));
  const persistOn = (): void => {
    guard(logger, 'The time could not be noted', persist);
    cancel = clock.after(PERSIST_EVERY, persistOn);
  };
  persistOn();

  return {
    now() {
      const now = readTime(time, reading(), { uncertainHours: uncertainHours() ?? UNCERTAIN_HOURS.default });
      // Stores and messages hold whole milliseconds; the boot clock is finer.
      return { ...now, at: instant(Math.floor(now.at)), uncertainty: milliseconds(Math.ceil(now.uncertainty)) };
    },
    state(at, roundTrip) {
      const wasStated = time.from === 'stated';
      const stated = stateTime(time, { at, roundTrip }, reading());
      time = stated.time;
      if (!wasStated || stated.step !== null) persist();
      return stated.step;
    },
    close() {
      cancel();
      persist();
    },
  };
}

const instantField = z.number().transform(instant);
const durationField = z.number().transform(milliseconds);
const bootField = z.number().transform(bootTime);
const anchored = { bootId: z.string(), boot: bootField, at: instantField, uncertainty: durationField };

const persistedTimeSchema: z.ZodType<PersistedTime> = z.strictObject({
  v: z.literal(1),
  time: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('untold') }),
    z.strictObject({ from: z.literal('stated'), ...anchored }),
    z.strictObject({ from: z.literal('carried'), ...anchored }),
    z.strictObject({ from: z.literal('uncertain'), ...anchored, spent: durationField }),
  ]),
  reading: z.strictObject({ wall: instantField, boot: bootField, bootId: z.string() }),
});
