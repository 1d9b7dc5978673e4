import { instant, type Digest, type Duration, type Instant, type Logger, type TerminalId } from '@holdover/kernel';
import { decodeRecord, hashRecord } from '@holdover/journal';
import {
  JOURNAL_BATCH,
  LONGEST_UPLOADED_TEXT,
  type JournalAcknowledgement,
  type JournalAnswer,
  type KeptText,
} from '@holdover/protocol';
import type { DurableValue } from '../store/durable-value.ts';
import type { GatewayClient } from '../link/gateway-client.ts';
import type { KnownServer } from '../link/known-server.ts';
import type { Hooks } from './hooks.ts';
import type { JournalStore, StoredRecord } from './journal-store.ts';
import type { TerminalJournal } from './terminal-journal.ts';

/**
 * `drained` nothing waits any more · `again-later` the server could not take it now ·
 * `unfit` it will not take these records, or acknowledged what is not to be believed: an alert, and nothing is marked.
 */
export type UploadOutcome = 'drained' | 'again-later' | 'unfit';

export interface JournalUpload {
  /** Sends what waits, in order, until nothing does (F3). One at a time: a second call joins the first. */
  drain(): Promise<UploadOutcome>;
  /** Sends everything kept once more; the server books nothing of it twice. @returns records sent */
  repeat(): Promise<number>;
  /** Resolves when no batch is under way. */
  idle(): Promise<void>;
}

export interface JournalUploadOptions {
  readonly terminalId: TerminalId;
  readonly store: JournalStore;
  readonly journal: TerminalJournal;
  readonly client: Pick<GatewayClient, 'journal'>;
  readonly server: KnownServer;
  readonly digest: Digest;
  readonly logger: Logger;
  readonly hooks: Hooks;
  readonly now: () => Instant;
  /** F3: how long acknowledged records are kept for a server restored from a backup. */
  readonly keptFor: () => Duration;
  /** R1: the newest acknowledgement, shown with each batch. */
  readonly newest: DurableValue<JournalAcknowledgement>;
}

/** So that a batch is sent within its deadline over a slow branch link, whatever stands in it. */
const BATCH_CHARACTERS = 1_000_000;

export function createJournalUpload(options: JournalUploadOptions): JournalUpload {
  const { store, journal } = options;
  let running: Promise<UploadOutcome> | undefined;

  async function drain(): Promise<UploadOutcome> {
    let after = 0;
    for (;;) {
      const records = fitting(store.waiting(after, JOURNAL_BATCH));
      const last = records.at(-1);
      if (last === undefined) break;
      const outcome = await send(options, records);
      if (outcome !== 'taken') return outcome;
      journal.acknowledged();
      after = last.position;
    }
    store.dropAcknowledgedBefore(instant(Math.max(0, options.now() - options.keptFor())));
    // What the server took no notice of holds up nothing that came after it.
    return store.waiting(0, 1).length === 0 ? 'drained' : 'unfit';
  }

  return {
    drain() {
      running ??= drain().finally(() => {
        running = undefined;
      });
      return running;
    },
    async idle() {
      await running;
    },
    async repeat() {
      await running;
      let sent = 0;
      let after = 0;
      for (;;) {
        const records = fitting(store.kept(after, JOURNAL_BATCH));
        const last = records.at(-1);
        if (last === undefined || (await send(options, records)) !== 'taken') return sent;
        sent += records.length;
        after = last.position;
      }
    },
  };
}

/** At least one, and no more than a batch may have. */
function fitting(records: readonly StoredRecord[]): readonly StoredRecord[] {
  let characters = 0;
  const end = records.findIndex((record) => (characters += textSent(record).length) > BATCH_CHARACTERS);
  return end === -1 ? records : records.slice(0, Math.max(1, end));
}

/** Longer than a record can be: what is sent of it is for review alone. */
function textSent({ text }: StoredRecord): string {
  return text.slice(0, LONGEST_UPLOADED_TEXT);
}

async function send(
  options: JournalUploadOptions,
  records: readonly StoredRecord[],
): Promise<'taken' | 'again-later' | 'unfit'> {
  const { client, logger, hooks, newest } = options;
  const acknowledged = newest.read();
  const sent = client.journal({ records: records.map(textSent), ...(acknowledged && { acknowledged }) });
  hooks.at('during-upload');
  const answer = await sent;
  if (answer.kind === 'none') {
    logger.info('The journal waits: no answer', { code: answer.fault.code });
    return 'again-later';
  }
  if (answer.kind === 'refused') {
    logger.warn('The journal waits: refused', { status: answer.status, code: answer.code });
    return answer.status === 429 || answer.status >= 500 ? 'again-later' : 'unfit';
  }
  return mark(options, records, answer.value) ? 'taken' : 'unfit';
}

/** @returns false, and marks nothing, when any of it is not to be believed */
function mark(
  options: JournalUploadOptions,
  records: readonly StoredRecord[],
  { acknowledgements, kept }: JournalAnswer,
): boolean {
  const { store, terminalId, logger, now, newest } = options;
  if (
    !acknowledgements.every((one) => fits(options, one)) ||
    !kept.every((one) => one.terminalId === terminalId && isOurs(options, one))
  ) {
    logger.error('An acknowledgement of the journal is not to be believed', { epochs: acknowledgements.length });
    return false;
  }
  for (const { epoch, upTo } of acknowledgements) store.acknowledge(epoch, upTo, now());
  const texts = new Set(kept.map(({ keptHash }) => keptHash));
  for (const record of texts.size === 0 ? [] : records) {
    if (!texts.has(hashRecord(textSent(record), options.digest))) continue;
    logger.error('A record is none to the server; it keeps the text for review', { position: record.position });
    store.acknowledgeOne(record.position, now());
  }
  const last = acknowledgements.findLast((one) => one.terminalId === terminalId);
  if (last !== undefined) newest.write(last);
  return true;
}

/** Invariant: a record counts as taken only by the server's own signature over its very hash. */
function fits(options: JournalUploadOptions, acknowledgement: JournalAcknowledgement): boolean {
  const { store, digest } = options;
  if (!isOurs(options, acknowledgement)) return false;
  const { terminalId, epoch, upTo, headHash } = acknowledgement;
  const head = store.at(epoch, upTo);
  if (head === undefined || hashRecord(head.text, digest) !== headHash) return false;
  const decoded = decodeRecord(head.text);
  // An earlier identity's records are acknowledged in its name.
  return decoded.ok && decoded.record.terminalId === terminalId;
}

function isOurs({ server }: JournalUploadOptions, said: JournalAcknowledgement | KeptText): boolean {
  const { signature, ...signed } = said;
  return server.isSigned(signed, signature) && !server.isOlder(said.incarnation);
}
