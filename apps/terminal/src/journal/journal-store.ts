import type { Duration, EpochId, Instant } from '@holdover/kernel';

/** A record as stored: the exact text that was hashed. */
export interface StoredRecord {
  /** Rises with every record of the terminal, over all epochs. */
  readonly position: number;
  readonly epoch: EpochId;
  readonly sequence: number;
  readonly text: string;
}

export interface NewRecord extends Omit<StoredRecord, 'position'> {
  /** Refusals are counted for themselves (F1). */
  readonly isRefusal: boolean;
}

/** What a record does to the list of things begun and not ended. */
export type OpenChange =
  | { readonly open: 'session' | 'activity'; readonly id: string }
  | { readonly ended: string }
  | undefined;

/** Records the server has not acknowledged. */
export interface WaitingCounts {
  readonly refusals: number;
  readonly others: number;
}

/**
 * The records of one terminal, in order.
 * Invariant: what `append` returned from survives power loss; a record is never changed, and dropped only once the server's
 * acknowledgement is old enough (F3).
 */
export interface JournalStore {
  append(record: NewRecord, change: OpenChange): void;
  last(): StoredRecord | undefined;
  at(epoch: EpochId, sequence: number): StoredRecord | undefined;
  /** Not acknowledged, oldest first, after this position. */
  waiting(after: number, most: number): readonly StoredRecord[];
  /** Acknowledged or not, oldest first, after this position. */
  kept(after: number, most: number): readonly StoredRecord[];
  countWaiting(): WaitingCounts;
  /** The beginnings without an end, oldest first. */
  open(kind: 'session' | 'activity'): readonly StoredRecord[];
  /** Everything of the epoch up to and with the sequence is booked, or kept for review. */
  acknowledge(epoch: EpochId, upTo: number, at: Instant): void;
  /** This one record is kept for review: the server cannot read it. */
  acknowledgeOne(position: number, at: Instant): void;
  /** The server moved the time: since when acknowledged records are kept moves along. */
  shiftAcknowledged(by: Duration): void;
  /** Drops what was acknowledged before then; never the last record, which the chain goes on from, nor an open beginning. */
  dropAcknowledgedBefore(at: Instant): void;
}
