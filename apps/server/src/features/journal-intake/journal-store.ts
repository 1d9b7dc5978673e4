import type { EpochId, Instant, TerminalId } from '@holdover/kernel';
import type {
  EpochHead,
  FactsNeeded,
  FindingKind,
  JournalRecord,
  KnownChain,
  AcceptedRecord,
  TakenUpTo,
  UnreadableText,
  UploadedRecord,
} from '@holdover/journal';

/** Everything a terminal ever sent, as it sent it. Append-only. */
export interface JournalStore {
  /** Waits until no other batch of this terminal is being booked. Inside a transaction only. */
  lock(terminalId: TerminalId): Promise<void>;
  known(terminalId: TerminalId, facts: FactsNeeded): Promise<KnownChain>;
  append(records: readonly AcceptedRecord[], at: Instant): Promise<void>;
  /** Kept once for each hash, however often it is sent. */
  keepConflicting(records: readonly UploadedRecord[], at: Instant): Promise<void>;
  /** The same for what is no record of the terminal that handed it in. @returns hashes not kept before */
  keepUnreadable(terminalId: TerminalId, texts: readonly UnreadableText[], at: Instant): Promise<ReadonlySet<string>>;
  /** Whether this was ever taken: what a server restored from a backup must say no to (R1). */
  hasTaken(terminalId: TerminalId, taken: TakenUpTo): Promise<boolean>;
  /** Records of the epoch that were booked and put to review for this. */
  flagged(terminalId: TerminalId, epoch: EpochId, kind: FindingKind): Promise<readonly JournalRecord[]>;
  putHeads(terminalId: TerminalId, heads: Iterable<EpochHead>): Promise<void>;
}
