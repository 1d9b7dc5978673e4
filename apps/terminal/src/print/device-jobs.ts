import { Fault, type JobId } from '@holdover/kernel';
import type { SpoolJob } from '../spool/spool-job.ts';
import type { Spool } from '../spool/spool.ts';
import type { JobSource } from './job-source.ts';
import { openDocument } from './open-document.ts';
import type { WaitingJob } from './waiting-job.ts';

/** The jobs in this terminal's own spool. */
export function createDeviceJobs(spool: Spool): JobSource {
  const damaged = new Set<JobId>();
  const waiting = (job: SpoolJob): WaitingJob => waitingJobOf(job, damaged.has(job.id));
  const found = (id: JobId): SpoolJob | undefined => {
    const job = spool.find(id);
    return job?.state === 'held' ? job : undefined;
  };
  const released = (): readonly SpoolJob[] => spool.all().filter((job) => job.release !== null);

  return {
    listFor: (user) => spool.heldBy(user).map(waiting),
    find(id) {
      const job = found(id);
      return job && waiting(job);
    },
    claim: async (id) => (found(id) === undefined ? 'gone' : 'claimed'),
    abandon: () => undefined,
    document: (id) => openDocument(reading(id)),
    begin(id, activityId, userName) {
      // It may have been cancelled by its sender, or grown too old.
      if (found(id) === undefined) return false;
      spool.beginRelease(id, activityId, userName);
      return true;
    },
    noteOutcome: (id, printed) => spool.noteOutcome(id, printed),
    end: (id) => spool.endRelease(id),
    async remove(id) {
      if (found(id) === undefined) return 'gone';
      damaged.delete(id);
      await spool.remove(id);
      return 'removed';
    },
    interrupted(activityId) {
      const job = released().find(({ release }) => release?.activityId === activityId);
      return job?.release ? { jobId: job.id, userName: job.release.userName } : undefined;
    },
    async endInterrupted() {
      for (const { id } of released()) await spool.endRelease(id);
    },
    subscribe: (listener) => spool.subscribe(listener),
  };

  /** What the disk does not give back whole is shown as that from then on, and keeps nobody from the other jobs. */
  async function* reading(id: JobId): AsyncGenerator<Uint8Array> {
    try {
      yield* spool.document(id);
    } catch (cause) {
      if (!isDamage(cause)) throw cause;
      damaged.add(id);
      const message = `The document of ${id} cannot be read from the spool`;
      throw new Fault({ owner: 'environment', code: 'document-damaged', message, cause });
    }
  }
}

/** What will not be better at the next try. */
function isDamage(cause: unknown): boolean {
  if (cause instanceof Fault) return cause.code.startsWith('sealed-file-');
  return cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'EIO');
}

function waitingJobOf(job: SpoolJob, isDamaged: boolean): WaitingJob {
  const { id, name, createdAt, pages, color, template } = job;
  return {
    id,
    waits: 'device',
    name,
    createdAt,
    format: job.format ?? 'application/octet-stream',
    pages,
    color,
    template,
    obstacle: isDamaged ? 'document-damaged' : null,
    printsElsewhere: false,
  };
}
