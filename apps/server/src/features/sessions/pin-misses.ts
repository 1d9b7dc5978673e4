import { instant, minutes, type Clock, type Duration, type Instant, type TerminalId } from '@holdover/kernel';
import type { Database } from '../../database/database.ts';
import { createSqlPinMissStore } from './pin-miss-store-sql.ts';

/** D3: PINs nobody has, by terminal identity: a hundred a day. */
export const MISSES = 100;
/** One comes back as often as a hundred fill a day. */
export const MISS_BACK_EVERY: Duration = minutes((24 * 60) / MISSES);
/** How long an empty bucket takes to fill. */
const WHOLE = MISSES * MISS_BACK_EVERY;

/** One PIN that is about to be looked up. */
export interface PinTry {
  /** Somebody has it. */
  matched(): void;
  /** Nobody has it; durable when this resolves. @returns whether it was the last one left: worth an alert */
  missed(): Promise<boolean>;
}

/**
 * What one terminal's identity may guess wrong before no server decides a PIN for it. A terminal throttles by itself; this is for
 * whoever took its certificate.
 * Invariant: of tries at the same time no more are let in than are left; a miss is on disk before its answer goes out.
 */
export interface PinMisses {
  /** Undefined when none is left. Whoever gets a try says what came of it. */
  begin(id: TerminalId): Promise<PinTry | undefined>;
}

export function createPinMisses({ database, clock }: { database: Database; clock: Clock }): PinMisses {
  const underWay = new Map<TerminalId, number>();
  const add = (id: TerminalId, by: number): number => {
    const count = (underWay.get(id) ?? 0) + by;
    if (count === 0) underWay.delete(id);
    else underWay.set(id, count);
    return count;
  };
  const take = (id: TerminalId, count: 0 | 1): Promise<number> =>
    database.transact(async (queries) => {
      const store = createSqlPinMissStore(queries);
      const now = clock.wall();
      const left = leftAt(await store.lock(id, now), now);
      await store.put(id, instant(now + WHOLE - Math.max(0, left - count) * MISS_BACK_EVERY));
      return left;
    });
  const read = async (id: TerminalId): Promise<number> => {
    const fullAt = await createSqlPinMissStore(database.queries).fullAt(id);
    const now = clock.wall();
    // The clock was set back: the bucket is empty as of now, not for as long as the clock was ahead.
    return fullAt !== undefined && fullAt - now > WHOLE ? take(id, 0) : leftAt(fullAt, now);
  };

  return {
    begin: async (id) => {
      // Counted before it is known whether there is room, so that nobody is let in while another's room is looked up.
      const others = add(id, 1) - 1;
      const left = await read(id).catch((error: unknown) => {
        add(id, -1);
        throw error;
      });
      if (left - others < 1) {
        add(id, -1);
        return undefined;
      }
      return {
        matched: () => void add(id, -1),
        missed: async () => {
          try {
            const before = await take(id, 1);
            return before >= 1 && before < 2;
          } finally {
            add(id, -1);
          }
        },
      };
    },
  };
}

/** Never less than an empty bucket, whatever the clock says. */
function leftAt(fullAt: Instant | undefined, now: Instant): number {
  return MISSES - Math.min(WHOLE, Math.max(0, (fullAt ?? now) - now)) / MISS_BACK_EVERY;
}
