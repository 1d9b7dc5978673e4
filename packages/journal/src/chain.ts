import type { Digest, Entropy, EpochId, TerminalId } from '@holdover/kernel';
import { makeEpochId } from './epoch.ts';
import { encodeRecord, hashRecord, RECORD_VERSION, type JournalRecord, type RecordOf } from './record.ts';

/** The end of a terminal's journal: what the next record follows. */
export interface JournalHead {
  readonly terminalId: TerminalId;
  readonly epoch: EpochId;
  readonly sequence: number;
  readonly hash: string;
}

type ChainField = 'v' | 'terminalId' | 'epoch' | 'sequence' | 'previousHash';
type Unchained<R> = R extends JournalRecord ? Omit<R, ChainField> : never;

/** What happened, before it has its place in the chain. An epoch begins by `beginEpoch` alone. */
export type RecordDraft = Unchained<Exclude<JournalRecord, { type: 'epoch-begin' }>>;

export interface Appended {
  readonly record: JournalRecord;
  /** What is stored and sent, letter for letter. */
  readonly text: string;
  readonly head: JournalHead;
}

/** F2: the next record of the epoch. */
export function appendRecord(head: JournalHead, draft: RecordDraft, digest: Digest): Appended {
  return sealed(
    {
      ...draft,
      v: RECORD_VERSION,
      terminalId: head.terminalId,
      epoch: head.epoch,
      sequence: head.sequence + 1,
      previousHash: head.hash,
    },
    digest,
  );
}

export interface EpochBeginning extends Pick<RecordOf<'epoch-begin'>, 'reason' | 'time' | 'mode'> {
  readonly terminalId: TerminalId;
  /** The record it continues; null for a journal that holds none. */
  readonly continues: JournalHead | null;
}

/** F2: a new epoch, at every start, reset and restore. */
export function beginEpoch(beginning: EpochBeginning, entropy: Entropy, digest: Digest): Appended {
  const { terminalId, reason, time, mode } = beginning;
  const continues = beginning.continues?.hash ?? null;
  return sealed(
    {
      v: RECORD_VERSION,
      type: 'epoch-begin',
      terminalId,
      epoch: makeEpochId(entropy),
      sequence: 1,
      previousHash: continues,
      time,
      mode,
      reason,
      continues,
    },
    digest,
  );
}

function sealed(record: JournalRecord, digest: Digest): Appended {
  const text = encodeRecord(record);
  const { terminalId, epoch, sequence } = record;
  return { record, text, head: { terminalId, epoch, sequence, hash: hashRecord(text, digest) } };
}
