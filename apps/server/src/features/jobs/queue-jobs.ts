import { accept, refuse, type DocumentTicket, type JobsPort, type JobView, type Outcome } from '@holdover/ipp';
import { hours, later, uuidv7, type Clock, type Entropy } from '@holdover/kernel';
import type { Queue } from '../queues/queue.ts';
import { changeJob } from './change-job.ts';
import type { Job } from './job.ts';
import { cancelled, held, letGo, restarted, withAttributes, type Step } from './job-steps.ts';
import type { JobStore } from './job-store.ts';
import { viewOf } from './job-view.ts';
import { createOpenJobs, type OpenJobs } from './open-jobs.ts';
import type { Incoming, Spool } from './spool.ts';

export interface QueueJobsDeps {
  readonly spool: Spool;
  readonly jobs: JobStore;
  /** As it is now. */
  readonly queue: () => Queue;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export interface QueueJobs extends JobsPort {
  /** Forgets those whose document has not come. */
  stop(): void;
}

/** A client that only opens jobs gets no further. */
const OPEN_MOST = 1_000;
/** What Get-Jobs looks through. */
const LIVE_LISTED = 1_000;
const OVER_LISTED = 200;

/** The jobs of one queue of the server, behind its IPP printer. A pulled job waits `pending-held` for its owner (G7). */
export function createQueueJobs(deps: QueueJobsDeps): QueueJobs {
  const open = createOpenJobs(deps);
  return { ...createIntake(deps, open), ...createFinder(deps, open), ...createOperations(deps, open), stop: open.stop };
}

type Intake = Pick<JobsPort, 'check' | 'print' | 'open' | 'addDocument' | 'close'>;

function createIntake({ spool, queue, clock, entropy }: QueueJobsDeps, open: OpenJobs): Intake {
  const receive = async (incoming: Incoming, document: DocumentTicket): Promise<Outcome<JobView>> => {
    const received = await spool.receive(incoming, document);
    return received.ok ? accept(viewOf(received.value)) : received;
  };
  return {
    check: () => Promise.resolve(spool.room.check()),
    print: async (ticket, document) => {
      const free = spool.room.check();
      if (!free.ok) return free;
      const number = await spool.nextNumber();
      const createdAt = clock.wall();
      const uuid = uuidv7(createdAt, entropy);
      return receive({ number, uuid, queue: queue(), ticket, createdAt, held: false }, document);
    },
    open: async (ticket) => {
      const free = spool.room.check();
      if (!free.ok) return free;
      if (open.size >= OPEN_MOST) return refuse('server-error-busy', 'too many jobs wait for their documents');
      return accept(open.open({ number: await spool.nextNumber(), queue: queue(), ticket }));
    },
    addDocument: async (number, document, last) => {
      if (!last) return refuse('server-error-multiple-document-jobs-not-supported', 'one document a job');
      const incoming = open.take(number);
      if (incoming === undefined) return NOT_OPEN;
      try {
        const received = await receive(incoming, document);
        if (!received.ok) open.failed(incoming);
        return received;
      } catch (error) {
        open.failed(incoming);
        throw error;
      }
    },
    close: (number) => {
      const view = open.end(number, 'aborted', 'aborted-by-system');
      return Promise.resolve(view === undefined ? NOT_OPEN : accept(view));
    },
  };
}

type Finder = Pick<JobsPort, 'find' | 'list'> & Required<Pick<JobsPort, 'countBefore' | 'countUnfinished'>>;

function createFinder({ jobs, queue }: QueueJobsDeps, open: OpenJobs): Finder {
  return {
    find: async (number) => {
      if (open.has(number)) return open.view(number);
      const job = await jobs.findByNumber(queue().id, number);
      return job === undefined ? open.view(number) : viewOf(job);
    },
    list: async ({ userName: ownerName } = {}) => {
      const live = await jobs.ofQueue(queue().id, { over: false, ownerName, limit: LIVE_LISTED });
      const over = await jobs.ofQueue(queue().id, { over: true, ownerName, limit: OVER_LISTED });
      return [...[...live, ...over].map(viewOf), ...open.views()].toSorted((a, b) => a.id - b.id);
    },
    // Those that wait for their owners come in no order.
    countBefore: ({ id, state }) => (state === 'pending' ? jobs.countBefore(queue().id, id) : Promise.resolve(0)),
    countUnfinished: async () => {
      const { id } = queue();
      return open.size + ((await jobs.countLive([id])).get(id) ?? 0);
    },
  };
}

type Operations = Pick<JobsPort, 'cancel' | 'hold' | 'release' | 'setAttributes' | 'restart'>;

function createOperations(deps: QueueJobsDeps, open: OpenJobs): Operations {
  const { jobs, queue, clock, spool } = deps;
  const change = async (number: number, step: (job: Job) => Step): Promise<Outcome<void>> => {
    const changed = await changeJob(deps, () => jobs.findByNumber(queue().id, number), step);
    return typeof changed === 'string' ? NOT_POSSIBLE : accept(undefined);
  };
  const holding = (number: number, isHeld: boolean): Promise<Outcome<void>> => {
    if (!open.has(number)) return change(number, (job) => (isHeld ? held(job, queue()) : letGo(job, queue())));
    open.hold(number, isHeld);
    return Promise.resolve(accept(undefined));
  };
  return {
    cancel: (number) => {
      const isOpen = open.end(number, 'canceled', 'job-canceled-by-user') !== undefined;
      return isOpen ? Promise.resolve(accept(undefined)) : change(number, (job) => cancelled(job, clock.wall()));
    },
    hold: (number) => holding(number, true),
    release: (number) => holding(number, false),
    restart: (number, until) => {
      const expiresAt = later(clock.wall(), hours(spool.room.settings.retentionHours));
      const isHeld = until !== undefined && until !== 'no-hold';
      return change(number, (job) => restarted(job, queue(), { held: isHeld, expiresAt }));
    },
    setAttributes: (number, changes) => {
      if (!open.has(number)) return change(number, (job) => withAttributes(job, changes, queue()));
      open.change(number, changes);
      return Promise.resolve(accept(undefined));
    },
  };
}

const NOT_OPEN = refuse('client-error-not-possible', 'the job takes no more documents');
const NOT_POSSIBLE = refuse('client-error-not-possible', 'the job is over or in print');
