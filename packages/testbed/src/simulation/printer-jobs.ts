import { accept, isTerminal, refuse, type JobsPort, type JobTicket } from '@holdover/ipp';
import { concatBytes, present, uuidv7, type Clock, type Entropy } from '@holdover/kernel';
import type { PrinterEngine } from './printer-engine.ts';
import { viewOf, type PaperJob, type PrinterMemory } from './printer-memory.ts';

export interface PrinterJobsOptions {
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly memory: PrinterMemory;
  readonly engine: PrinterEngine;
  readonly isBusy: () => boolean;
  readonly pagesOf: (document: Uint8Array) => number;
}

/** Jobs that come whole, by Print-Job. */
export function createPrinterJobs(options: PrinterJobsOptions): JobsPort {
  const { clock, memory, engine } = options;
  const add = (ticket: JobTicket, document: Uint8Array): PaperJob => {
    const job: PaperJob = {
      id: memory.nextId++,
      uuid: uuidv7(clock.wall(), options.entropy),
      ticket,
      createdAt: clock.wall(),
      bytes: document.length,
      pages: options.pagesOf(document),
      state: 'pending',
      reasons: [],
      processingAt: undefined,
      completedAt: undefined,
      impressions: 0,
      sheets: 0,
    };
    // One of the same number gives way where ids began again, and is last in line as it came last.
    memory.jobs.delete(job.id);
    memory.jobs.set(job.id, job);
    return job;
  };

  return {
    check: () => Promise.resolve(options.isBusy() ? BUSY : accept(undefined)),
    async print(ticket, { data }) {
      if (options.isBusy()) return BUSY;
      const parts: Uint8Array[] = [];
      for await (const part of data) parts.push(part.slice());
      const document = concatBytes(parts);
      if (document.length === 0) return refuse('client-error-document-format-error', 'the document is empty');
      const job = add(ticket, document);
      engine.look();
      return accept(viewOf(job));
    },
    open: () => Promise.resolve(ONLY_WHOLE),
    addDocument: () => Promise.resolve(ONLY_WHOLE),
    close: () => Promise.resolve(ONLY_WHOLE),
    find: (id) => {
      const job = memory.jobs.get(id);
      return Promise.resolve(job === undefined ? undefined : viewOf(job));
    },
    list: () => Promise.resolve([...memory.jobs.values()].toSorted((a, b) => a.id - b.id).map(viewOf)),
    cancel: (id) => {
      const job = present(memory.jobs.get(id), 'the job to cancel');
      if (isTerminal(job.state)) return Promise.resolve(refuse('client-error-not-possible', 'the job is over'));
      engine.cancel(job);
      return Promise.resolve(accept(undefined));
    },
    hold: () => Promise.resolve(UNCHANGEABLE),
    release: () => Promise.resolve(UNCHANGEABLE),
    setAttributes: () => Promise.resolve(UNCHANGEABLE),
  };
}

const BUSY = refuse('server-error-busy', 'the printer is busy');
const UNCHANGEABLE = refuse('client-error-not-possible', 'a job prints as it came');
const ONLY_WHOLE = refuse('server-error-operation-not-supported', 'a job comes whole');
