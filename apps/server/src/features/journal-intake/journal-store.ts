import type { Instant, TerminalId } from '@holdover/kernel';
import type {
  EpochHead,
  FactsNeeded,
  KnownChain,
  AcceptedRecord,
  RecordPlace,
  UploadedRecord,
} from '@holdover/journal';

/** Everything a terminal ever sent, as it sent it. Append-only. */
export interface JournalStore {
  /** Waits until no other batch of this terminal is being booked. Inside a transaction only. */
  lock(terminalId: TerminalId): Promise<void>;
  known(terminalId: TerminalId, facts: FactsNeeded): Promise<KnownChain>;
  append(records: readonly AcceptedRecord[], at: Instant): Promise<void>;
  /** Kept once for each hash, however often it is sent. @returns those not kept before */
  keepConflicting(records: readonly UploadedRecord[], at: Instant): Promise<readonly RecordPlace[]>;
  putHeads(terminalId: TerminalId, heads: Iterable<EpochHead>): Promise<void>;
}
