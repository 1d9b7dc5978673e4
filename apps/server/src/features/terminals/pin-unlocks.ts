import { days, makeId, type Entropy, type Instant, type TerminalId } from '@holdover/kernel';
import type { LinkFrameDown } from '@holdover/protocol';
import type { Change } from '../../changes/change.ts';
import type { LinkHub } from '../../gateway/link-hub.ts';
import { ProblemFault } from '../../problem-fault.ts';

/** D3: *Unlock PIN login*, three a day a terminal. */
export interface PinUnlocks {
  /** Sent after the commit, or once the terminal is back. @throws ProblemFault `too-many-tries` */
  give(change: Change, id: TerminalId): void;
  /** The one that waits for this terminal. */
  readonly take: (id: TerminalId) => LinkFrameDown | undefined;
}

const UNLOCKS_A_DAY = 3;
const DAY = days(1);

export interface PinUnlocksDeps {
  readonly hub: LinkHub;
  readonly entropy: Entropy;
}

export function createPinUnlocks({ hub, entropy }: PinUnlocksDeps): PinUnlocks {
  const given = new Map<TerminalId, readonly Instant[]>();
  const waiting = new Map<TerminalId, LinkFrameDown>();
  return {
    give: (change, id) => {
      const { at } = change;
      const today = (given.get(id) ?? []).filter((one) => one > at - DAY);
      const [first] = today;
      if (first !== undefined && today.length >= UNLOCKS_A_DAY) {
        throw new ProblemFault('too-many-tries', { retryAfterSeconds: Math.ceil((first + DAY - at) / 1_000) });
      }
      const unlock = makeId('auditEntry', at, entropy);
      const frame: LinkFrameDown = { type: 'unlock-pin', unlock, issuedAt: at };
      change.afterCommit(() => {
        given.set(id, [...today, at]);
        if (hub.isLinked(id)) hub.send(id, frame);
        else waiting.set(id, frame);
      });
    },
    take: (id) => {
      const frame = waiting.get(id);
      waiting.delete(id);
      return frame;
    },
  };
}
