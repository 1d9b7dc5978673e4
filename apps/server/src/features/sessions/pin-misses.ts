import { elapsed, minutes, type BootTime, type Clock, type Duration, type TerminalId } from '@holdover/kernel';

/** D3: PINs nobody has, by terminal identity: a hundred a day. */
export const MISSES = 100;
/** One comes back as often as a hundred fill a day. */
export const MISS_BACK_EVERY: Duration = minutes((24 * 60) / MISSES);

/**
 * What one terminal's identity may guess wrong before this server decides no PIN for it.
 * A terminal throttles by itself; this is for whoever took its certificate. Kept in memory: a restart of the server is not
 * something such a person can bring about.
 */
export interface PinMisses {
  isEmpty(id: TerminalId): boolean;
  /** @returns whether this miss was the last one left: worth an alert */
  count(id: TerminalId): boolean;
}

interface Bucket {
  readonly left: number;
  readonly at: BootTime;
}

export function createPinMisses(clock: Pick<Clock, 'boot'>): PinMisses {
  const buckets = new Map<TerminalId, Bucket>();
  const now = (id: TerminalId): Bucket => {
    const at = clock.boot();
    const bucket = buckets.get(id);
    if (bucket === undefined) return { left: MISSES, at };
    return { left: Math.min(MISSES, bucket.left + elapsed(bucket.at, at) / MISS_BACK_EVERY), at };
  };
  return {
    isEmpty: (id) => now(id).left < 1,
    count: (id) => {
      const { left, at } = now(id);
      buckets.set(id, { left: Math.max(0, left - 1), at });
      return left >= 1 && left < 2;
    },
  };
}
