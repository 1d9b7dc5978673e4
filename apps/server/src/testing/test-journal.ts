import { appendRecord, beginEpoch, type Appended, type JournalHead, type RecordDraft } from '@holdover/journal';
import { instant, type EpochId, type Instant } from '@holdover/kernel';
import { createNodeDigest, createSystemEntropy } from '@holdover/nodejs';
import type { TestTerminal } from './test-terminal.ts';

/** Writes the records a terminal would. */
export function createTestJournal(
  terminal: { readonly identity: Pick<TestTerminal['identity'], 'terminalId'> },
  continues: JournalHead | null = null,
) {
  const digest = createNodeDigest();
  const entropy = createSystemEntropy();
  const texts: string[] = [];
  const take = ({ text, head }: Appended) => {
    texts.push(text);
    return head;
  };
  const time = (at: Instant) => ({ trusted: at, uncertainty: 0 });
  let head = take(
    beginEpoch(
      {
        terminalId: terminal.identity.terminalId,
        reason: 'start',
        continues,
        time: time(instant(1_000)),
        mode: 'online',
      },
      entropy,
      digest,
    ),
  );
  return {
    texts,
    epoch: (): EpochId => head.epoch,
    append: (draft: RecordDraft) => void (head = take(appendRecord(head, draft, digest))),
    time,
    /** A second epoch that follows a record which another already follows. */
    forkAt: (after: typeof head): string =>
      beginEpoch(
        {
          terminalId: terminal.identity.terminalId,
          reason: 'restore',
          continues: after,
          time: time(instant(2_000)),
          mode: 'offline',
        },
        entropy,
        digest,
      ).text,
    head: () => head,
  };
}
