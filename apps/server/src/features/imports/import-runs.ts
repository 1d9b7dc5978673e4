import type { ImportId } from '@holdover/kernel';
import { describeError } from '@holdover/nodejs';
import type { ImportSource } from './import-order.ts';
import { runRecord, type RecordDeps } from './run-record.ts';

/** Imports of this server, one after another. */
export interface ImportRuns {
  /** @param source of a directory that is to be read; whatever else there is to know is stored */
  enqueue(id: ImportId, source?: ImportSource): void;
  /** @returns whether it is the one under way, and ends at its next rows */
  cancel(id: ImportId): boolean;
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export function createImportRuns(deps: RecordDeps): ImportRuns {
  const { stores, logger } = deps;
  let stopping = false;
  let current: { readonly id: ImportId; readonly ending: AbortController; isCancelled: boolean } | undefined;
  let last: Promise<void> = Promise.resolve();

  const run = async (id: ImportId, source: ImportSource | undefined): Promise<void> => {
    const record = await stores.imports.read(id);
    if (stopping || record?.state !== 'running') return;
    const ending = new AbortController();
    const mine = { id, ending, isCancelled: record.cancelAsked };
    current = mine;
    try {
      const asked = { isStopping: () => stopping, isCancelled: () => mine.isCancelled };
      await runRecord(deps, { record, source, ending, ...asked });
    } finally {
      current = undefined;
    }
  };
  return {
    enqueue: (id, source) => {
      last = last
        .then(() => run(id, source))
        .catch((error: unknown) =>
          logger.error('An import of users cannot be ended', { importId: id, error: describeError(error) }),
        );
    },
    cancel: (id) => {
      if (current?.id !== id) return false;
      current.isCancelled = true;
      current.ending.abort();
      return true;
    },
    settled: () => last,
    stop: () => {
      stopping = true;
      current?.ending.abort();
      return last;
    },
  };
}
