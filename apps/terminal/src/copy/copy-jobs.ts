import type { JobId } from '@holdover/kernel';
import { idField } from '@holdover/protocol';
import type { SealedDatabase } from '@holdover/sealed-store';
import * as z from 'zod';
import type { JobSource } from '../print/job-source.ts';
import { openDocument } from '../print/open-document.ts';
import type { WaitingJob } from '../print/waiting-job.ts';
import { createDurableValue } from '../store/durable-value.ts';

const copyReleases = z.array(
  z.strictObject({ jobId: idField('job'), activityId: idField('activity'), userName: z.string() }),
);

/** The pages of a copy, as a document for the printer. */
export interface CopyDocument {
  readonly job: WaitingJob;
  /** From its beginning, as often as is needed. */
  document(): AsyncIterable<Uint8Array>;
}

/** Copies whose sheets are scanned. Nobody finds them in a list: who scanned them waits. */
export interface CopyJobs extends JobSource {
  put(copy: CopyDocument): void;
  forget(id: JobId): void;
}

/** @param database the journal's: what is on its way to paper is remembered over a power loss (F4), the pages are not */
export function openCopyJobs(database: SealedDatabase): CopyJobs {
  const copies = new Map<JobId, CopyDocument>();
  const releases = createDurableValue(database, 'copy-releases', copyReleases);
  const interrupted = (): z.infer<typeof copyReleases> => releases.read() ?? [];

  return {
    put: (copy) => copies.set(copy.job.id, copy),
    forget: (id) => copies.delete(id),
    listFor: () => [],
    find: (id) => copies.get(id)?.job,
    claim: async (id) => (copies.has(id) ? 'claimed' : 'gone'),
    abandon: () => undefined,
    document: (id) => openDocument(copies.get(id)?.document() ?? NO_PAGES),
    begin(jobId, activityId, userName) {
      if (!copies.has(jobId)) return false;
      releases.write([...interrupted(), { jobId, activityId, userName }]);
      return true;
    },
    // The journal's word is all: what did not come out is copied again, or not, by whoever stands there.
    noteOutcome: () => undefined,
    async end(id) {
      releases.write(interrupted().filter(({ jobId }) => jobId !== id));
    },
    remove: async () => 'gone',
    interrupted: (activityId) => interrupted().find((release) => release.activityId === activityId),
    async endInterrupted() {
      if (interrupted().length > 0) releases.write([]);
    },
    subscribe: () => () => undefined,
  };
}

/** Of a copy that was given up meanwhile. */
const NO_PAGES: AsyncIterable<Uint8Array> = {
  async *[Symbol.asyncIterator]() {
    // Nothing to hand out.
  },
};
