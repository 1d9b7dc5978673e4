import { changedTemplate, type JobChanges, type JobTicket, type JobView } from '@holdover/ipp';
import { seconds, uuidv7, type Cancel, type Clock, type Entropy } from '@holdover/kernel';
import type { Queue } from '../queues/queue.ts';
import { openView } from './job-view.ts';
import type { Incoming } from './spool.ts';

/** Jobs of Create-Job whose document has not come. They are told to nobody else and a crash forgets them. */
export interface OpenJobs {
  readonly size: number;
  open(job: { readonly number: number; readonly queue: Queue; readonly ticket: JobTicket }): JobView;
  /** Its document comes: it is open no longer. */
  take(number: number): Incoming | undefined;
  has(number: number): boolean;
  hold(number: number, held: boolean): void;
  change(number: number, changes: JobChanges): void;
  /** The document of one that was taken was refused. */
  failed(job: Incoming): void;
  /** @returns how it ended; undefined for one that is not open */
  end(number: number, state: 'aborted' | 'canceled', reason: string): JobView | undefined;
  /** Also one that never became whole, for clients that ask how theirs ended. */
  view(number: number): JobView | undefined;
  views(): readonly JobView[];
  stop(): void;
}

/** As described in multiple-operation-time-out. */
const OPEN_FOR = seconds(60);
const REMEMBERED = 200;

interface OpenJob {
  readonly incoming: Incoming;
  readonly cancelTimer: Cancel;
}

export function createOpenJobs({ clock, entropy }: { readonly clock: Clock; readonly entropy: Entropy }): OpenJobs {
  const open = new Map<number, OpenJob>();
  const gone = new Map<number, JobView>();

  const viewOf = (incoming: Incoming): JobView => openView(incoming, 'pending-held', 'job-incoming');
  const remember = (view: JobView): JobView => {
    gone.set(view.id, { ...view, completedAt: clock.wall() });
    const [oldest] = gone.keys();
    if (gone.size > REMEMBERED && oldest !== undefined) gone.delete(oldest);
    return view;
  };
  const take = (number: number): Incoming | undefined => {
    const job = open.get(number);
    job?.cancelTimer();
    open.delete(number);
    return job?.incoming;
  };
  const end: OpenJobs['end'] = (number, state, reason) => {
    const incoming = take(number);
    return incoming === undefined ? undefined : remember(openView(incoming, state, reason));
  };
  const replace = (number: number, changed: (incoming: Incoming) => Incoming): void => {
    const job = open.get(number);
    if (job !== undefined) open.set(number, { ...job, incoming: changed(job.incoming) });
  };

  return {
    get size() {
      return open.size;
    },
    open: (job) => {
      const createdAt = clock.wall();
      const incoming: Incoming = { ...job, uuid: uuidv7(createdAt, entropy), createdAt, held: false };
      const cancelTimer = clock.after(OPEN_FOR, () => void end(job.number, 'aborted', 'aborted-by-system'));
      open.set(job.number, { incoming, cancelTimer });
      return viewOf(incoming);
    },
    take,
    has: (number) => open.has(number),
    hold: (number, held) => replace(number, (incoming) => ({ ...incoming, held })),
    change: (number, changes) =>
      replace(number, ({ ticket, ...incoming }) => ({
        ...incoming,
        ticket: { ...ticket, name: changes.name ?? ticket.name, template: changedTemplate(ticket.template, changes) },
      })),
    failed: (incoming) => void remember(openView(incoming, 'aborted', 'aborted-by-system')),
    end,
    view: (number) => {
      const job = open.get(number);
      return job === undefined ? gone.get(number) : viewOf(job.incoming);
    },
    views: () => [...gone.values(), ...[...open.values()].map(({ incoming }) => viewOf(incoming))],
    stop: () => {
      for (const { cancelTimer } of open.values()) cancelTimer();
      open.clear();
    },
  };
}
