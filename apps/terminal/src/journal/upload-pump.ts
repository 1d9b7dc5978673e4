import {
  milliseconds,
  retryDelay,
  seconds,
  shareOf,
  type Cancel,
  type Clock,
  type Entropy,
  type Logger,
  type RetrySchedule,
} from '@holdover/kernel';
import type { JournalUpload } from './journal-upload.ts';
import type { TerminalJournal } from './terminal-journal.ts';

/** While the server is there, records go up soon after they are written. */
export interface UploadPump {
  /** Something may have changed: the link, or the journal. */
  wake(): void;
  stop(): void;
}

export interface UploadPumpOptions {
  readonly journal: Pick<TerminalJournal, 'backlog' | 'subscribe'>;
  readonly upload: Pick<JournalUpload, 'drain'>;
  readonly mayUpload: () => boolean;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

/** Lets the records of one moment (a session's end and the next one's beginning) share a batch. */
const GATHER = milliseconds(100);
const RETRY: RetrySchedule = { first: seconds(1), most: seconds(60), factor: 2 };

export function createUploadPump(options: UploadPumpOptions): UploadPump {
  const { journal, upload, mayUpload, clock, entropy, logger } = options;
  let cancel: Cancel | undefined;
  let isUploading = false;
  let failures = 0;
  let isStopped = false;

  function wake(): void {
    if (isStopped || isUploading || cancel !== undefined || journal.backlog() === 0 || !mayUpload()) return;
    const after =
      failures === 0 ? GATHER : milliseconds(GATHER + retryDelay(RETRY, failures - 1, shareOf(entropy.bytes(4))));
    cancel = clock.after(after, () => {
      cancel = undefined;
      isUploading = true;
      upload
        .drain()
        .then(
          (outcome) => {
            failures = outcome === 'drained' ? 0 : failures + 1;
          },
          (error: unknown) => {
            failures += 1;
            logger.error('Uploading the journal failed', { error });
          },
        )
        .finally(() => {
          isUploading = false;
          wake();
        });
    });
  }

  const unsubscribe = journal.subscribe(wake);
  return {
    wake,
    stop() {
      isStopped = true;
      cancel?.();
      unsubscribe();
    },
  };
}
