import type { Instant, TerminalId } from '@holdover/kernel';

export interface PinMissStore {
  /** When the bucket is full again, if nothing more is missed; undefined: it is full. */
  fullAt(id: TerminalId): Promise<Instant | undefined>;
  /** The same, `now` for a full one; until the transaction ends nobody else gets it. */
  lock(id: TerminalId, now: Instant): Promise<Instant>;
  /** Of one that is locked. */
  put(id: TerminalId, fullAt: Instant): Promise<void>;
}
