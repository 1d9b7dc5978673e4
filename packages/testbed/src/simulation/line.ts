import { milliseconds, seconds, shareOf, type Entropy } from '@holdover/kernel';
import type { WireAnswer } from '@holdover/protocol';
import type { LineFaultKind, LineFaults } from './line-faults.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** The way between one terminal and its server, and what is wrong with it. */
export interface Line {
  readonly name: string;
  readonly faults: LineFaults;
  /** The others stay as they are. */
  set(faults: Partial<LineFaults>): void;
  /** Nothing is wrong any more. Connections on which something vanished stay half open. */
  heal(): void;
  /** Every open connection and call breaks at once, at both ends. */
  reset(): void;
}

/** Keeps what is sent one way over one connection in order. */
export interface Lane {
  /** When the first arrives, which nothing overtakes. */
  first: number;
  /** What is sent now arrives no earlier than this. */
  last: number;
  /** Something vanished in a cut: what comes after it can never be put in order. */
  isStalled: boolean;
}

export const newLane = (): Lane => ({ first: 0, last: 0, isStalled: false });
/** For the end of a connection: behind what was sent on the lane, and told even where that vanished. */
export const behind = ({ first, last }: Lane): Lane => ({ first, last, isStalled: false });

/** The line in the hands of what is carried over it. */
export interface Road {
  readonly name: string;
  readonly faults: LineFaults;
  /** Drawn for one request: what answers it instead of the server. */
  insteadOfServer(): WireAnswer | undefined;
  draw(share: number, kind: LineFaultKind): boolean;
  count(kind: LineFaultKind): void;
  /** Delivers after the line's delay, unless it is cut then or now. */
  carry(deliver: () => void, lane?: Lane): void;
  /** What breaks when the line is reset. @returns lets go */
  hold(onReset: () => void): () => void;
}

export interface LineOptions {
  readonly name: string;
  readonly time: Pick<SimulatedTime, 'now' | 'after'>;
  readonly entropy: Entropy;
  readonly count: (kind: LineFaultKind) => void;
}

const SOUND: LineFaults = {
  state: 'up',
  delay: { least: milliseconds(1), most: milliseconds(20) },
  requestsLost: 0,
  answersLost: 0,
  framesLost: 0,
  duplicated: 0,
  reordered: 0,
  heldUp: seconds(2),
  instead: { share: 0, answer: { status: 503, text: '' } },
};

export function createLine({ name, time, entropy, count }: LineOptions): { line: Line; road: Road } {
  let faults = SOUND;
  const breakable = new Set<() => void>();

  const draw = (share: number, kind: LineFaultKind): boolean => {
    const isDrawn = share > 0 && shareOf(entropy.bytes(3)) < share;
    if (isDrawn) count(kind);
    return isDrawn;
  };
  const drawDelay = (): number => {
    const { least, most } = faults.delay;
    return least >= most ? least : Math.round(least + shareOf(entropy.bytes(3)) * (most - least));
  };
  const isLost = (lane?: Lane): boolean => {
    if (faults.state !== 'cut') return lane?.isStalled ?? false;
    count('cut');
    if (lane !== undefined) lane.isStalled = true;
    return true;
  };

  const road: Road = {
    name,
    get faults() {
      return faults;
    },
    insteadOfServer() {
      const { share, answer } = faults.instead;
      return draw(share, `status-${answer.status}`) ? answer : undefined;
    },
    draw,
    count,
    carry(deliver, lane) {
      if (isLost(lane)) return;
      const isHeldUp = lane?.last !== 0 && draw(faults.reordered, 'reordered');
      const direct = time.now() + drawDelay() + (isHeldUp ? faults.heldUp : 0);
      const due = isHeldUp ? Math.max(lane?.first ?? 0, direct) : Math.max(lane?.last ?? 0, direct);
      if (lane !== undefined && !isHeldUp) Object.assign(lane, { last: due, first: lane.first || due });
      time.after(milliseconds(due - time.now()), () => void (isLost(lane) || deliver()));
    },
    hold(onReset) {
      breakable.add(onReset);
      return () => breakable.delete(onReset);
    },
  };
  const line: Line = {
    name,
    get faults() {
      return faults;
    },
    set(more) {
      faults = { ...faults, ...more };
    },
    heal() {
      faults = SOUND;
    },
    reset() {
      for (const breakNow of breakable) {
        count('reset');
        breakNow();
      }
    },
  };
  return { line, road };
}
