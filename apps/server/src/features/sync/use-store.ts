import { days, type DeviceId, type Instant, type UserId } from '@holdover/kernel';

/** Days of UTC since 1970. */
export function utcDay(at: Instant): number {
  return Math.floor(at / days(1));
}

/** One session at a device, as it was booked. */
export interface DeviceUse {
  readonly deviceId: DeviceId;
  readonly userId: UserId;
  /** The session's own time. */
  readonly usedAt: Instant;
  readonly bookedAt: Instant;
}

/**
 * B2: who used which device last.
 * Invariant: what is booked on a day changes no rank of that day, so that ranks are frozen for it without a moment at which
 * they are; every server over one database gives the same.
 */
export interface UseStore {
  note(use: DeviceUse): Promise<void>;
  /** By recent use known before this day began, 0 the most recent; equal times fall to the id. */
  ranks(deviceId: DeviceId, day: number): Promise<ReadonlyMap<UserId, number>>;
  /** @returns whether this day, and with it the ranks, began since the last call of any server */
  turnTo(day: number): Promise<boolean>;
}

/** The most that synchronization can hold at a device (B2); everybody after them comes by name. */
export const MOST_RANKED = 10_000;
