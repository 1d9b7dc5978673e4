import { days, earliest, type Duration, type Instant, type TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import type { Change } from '../../changes/change.ts';
import type { Database } from '../../database/database.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';
import type { FleetAuthority } from '../authority/fleet-authority.ts';
import { createSqlPinUnlockStore } from './pin-unlock-store-sql.ts';

/**
 * D3: *Unlock PIN login*, three a day a terminal.
 * Invariant: orders are numbered upwards, by incarnation and in it; a terminal obeys each number once, and none below one it
 * obeyed. No clock decides, so that one set back does not silence an order.
 */
export interface PinUnlocks {
  /** Sent after the commit, or once the terminal is back. @throws ProblemFault `too-many-tries` */
  give(change: Change, id: TerminalId): Promise<void>;
  /** The one that waits for this terminal, taken. */
  readonly take: (id: TerminalId) => Promise<LinkFrameDown | undefined>;
}

/** D3. */
export const UNLOCKS_A_DAY = 3;
const DAY: Duration = days(1);
/** More than anybody orders in one incarnation. */
const ORDERS_AN_INCARNATION = 1_000_000;

export interface PinUnlocksDeps {
  readonly database: Database;
  readonly fleet: Pick<FleetAuthority, 'incarnation'>;
  readonly hub: LinkHub;
}

export function createPinUnlocks({ database, fleet, hub }: PinUnlocksDeps): PinUnlocks {
  return {
    give: async ({ queries, at, afterCommit }, id) => {
      const store = createSqlPinUnlockStore(queries);
      refuseFourth(await store.givenSince(id, dayBefore(at)), at);
      const number = Math.max(await store.lastNumber(id), fleet.incarnation.number * ORDERS_AN_INCARNATION) + 1;
      const sent = hub.isLinked(id);
      await store.add({ terminalId: id, number, givenAt: at, sent });
      if (sent) afterCommit(() => hub.send(id, frameOf(number)));
    },
    take: async (id) => {
      const number = await createSqlPinUnlockStore(database.queries).takeWaiting(id);
      return number === undefined ? undefined : frameOf(number);
    },
  };
}

/** @throws ProblemFault `too-many-tries` */
function refuseFourth(today: readonly Instant[], at: Instant): void {
  const [first] = today;
  if (first === undefined || today.length < UNLOCKS_A_DAY) return;
  // One dated later than now was given before the server's clock was set back: it counts as given now.
  const wait = earliest(first, at) + DAY - at;
  throw new ProblemFault('too-many-tries', { retryAfterSeconds: Math.ceil(wait / 1_000) });
}

function dayBefore(at: Instant): Instant {
  return (at - DAY) as Instant; // a point in time
}

function frameOf(order: number): LinkFrameDown {
  return { type: 'unlock-pin', order };
}
