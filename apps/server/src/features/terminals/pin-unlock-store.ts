import type { Instant, TerminalId } from '@holdover/kernel';

/** D3: the orders given to terminals. */
export interface PinUnlockStore {
  /** When they were given, oldest first. */
  givenSince(id: TerminalId, since: Instant): Promise<readonly Instant[]>;
  /** H5: how many each terminal was given; absent where none. */
  countsSince(since: Instant): Promise<ReadonlyMap<TerminalId, number>>;
  /** 0 where none ever was. */
  lastNumber(id: TerminalId): Promise<number>;
  add(unlock: {
    readonly terminalId: TerminalId;
    readonly number: number;
    readonly givenAt: Instant;
    readonly sent: boolean;
  }): Promise<void>;
  /** The newest that did not go out yet; from then on it counts as sent. */
  takeWaiting(id: TerminalId): Promise<number | undefined>;
}
