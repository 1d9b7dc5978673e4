import { milliseconds, type Duration } from './duration.ts';

/** How long to wait before each next try. The loop that waits lives at the edge. */
export interface RetrySchedule {
  readonly first: Duration;
  readonly most: Duration;
  readonly factor: number;
}

/**
 * The delay before try `attempt` (0 is the first retry), with full jitter:
 * a uniform share of the exponential bound, so that a fleet spreads by itself.
 * @param share uniform in [0, 1)
 */
export function retryDelay(schedule: RetrySchedule, attempt: number, share: number): Duration {
  const bound = Math.min(schedule.most, schedule.first * schedule.factor ** attempt);
  return milliseconds(Math.round(bound * share));
}

/** Uniform in [0, 1) from four bytes of entropy. */
export function shareOf(bytes: Uint8Array): number {
  return (((bytes[0] ?? 0) * 256 + (bytes[1] ?? 0)) * 256 + (bytes[2] ?? 0)) / 256 ** 3;
}
