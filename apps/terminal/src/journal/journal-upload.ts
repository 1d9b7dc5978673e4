import { days, instant, type Digest, type Instant, type Logger, type TerminalId } from '@holdover/kernel';
import { hashRecord } from '@holdover/journal';
import type { JournalAcknowledgement } from '@holdover/protocol';
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
}

/** The protocol's most for one batch. */
const BATCH = 500;

/** F3: the least time acknowledged records are kept for a server restored from a backup. */
const KEPT_FOR = days(7);

export function createJournalUpload(options: JournalUploadOptions): JournalUpload {
  const { store, journal } = options;
  let running: Promise<UploadOutcome> | undefined;

  async function drain(): Promise<UploadOutcome> {
    for (;;) {
      const records = store.waiting(BATCH);
      if (records.length === 0) break;
      const outcome = await send(options, records);
      if (outcome !== 'taken') return outcome;
      journal.acknowledged();
      if (store.waiting(1)[0]?.position === records[0]?.position) return 'unfit';
    }
    store.dropAcknowledgedBefore(instant(Math.max(0, options.now() - KEPT_FOR)));
    return 'drained';
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
        const records = store.kept(after, BATCH);
        const last = records.at(-1);
        if (last === undefined || (await send(options, records)) !== 'taken') return sent;
        sent += records.length;
        after = last.position;
      }
    },
  };
}

async function send(
  options: JournalUploadOptions,
  records: readonly StoredRecord[],
): Promise<'taken' | 'again-later' | 'unfit'> {
  const { client, store, logger, hooks, now } = options;
  const sent = client.journal({ records: records.map(({ text }) => text) });
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
  const acknowledgements = answer.value.acknowledgements;
  const unfit = acknowledgements.find((one) => !fits(options, one));
  if (unfit !== undefined) {
    logger.error('An acknowledgement of the journal is not to be believed', { epoch: unfit.epoch, upTo: unfit.upTo });
    return 'unfit';
  }
  for (const { epoch, upTo } of acknowledgements) store.acknowledge(epoch, upTo, now());
  return 'taken';
}

/** Invariant: a record counts as booked only by the server's own signature over its very hash. */
function fits(options: JournalUploadOptions, acknowledgement: JournalAcknowledgement): boolean {
  const { terminalId, store, server, digest } = options;
  const { signature, ...signed } = acknowledgement;
  if (acknowledgement.terminalId !== terminalId || !server.isSigned(signed, signature)) return false;
  if (server.isOlder(acknowledgement.incarnation)) return false;
  if (acknowledgement.upTo === 0) return true;
  const head = store.at(acknowledgement.epoch, acknowledgement.upTo);
  return head !== undefined && hashRecord(head.text, digest) === acknowledgement.headHash;
}
