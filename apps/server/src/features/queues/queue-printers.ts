import { createPrinter, describePrinter, SERVED_OPERATIONS, type Attribute, type Printer } from '@holdover/ipp';
import {
  canonicalJson,
  type Cancel,
  type Clock,
  type Duration,
  type Entropy,
  type Logger,
  type QueueId,
} from '@holdover/kernel';
import { DECOMPRESS, describeError } from '@holdover/nodejs';
import type { Stores } from '../../stores.ts';
import { createQueueJobs, type QueueJobs } from '../jobs/queue-jobs.ts';
import type { Spool } from '../jobs/spool.ts';
import { sharedAbilities, type PrinterAbilities } from './queue-abilities.ts';
import type { Queue } from './queue.ts';

/** A queue as it is shown and served. */
export interface ServedQueue {
  readonly queue: Queue;
  readonly abilities: PrinterAbilities;
}

/** The IPP printers of this server's queues, as many as there are queues. */
export interface QueuePrinters {
  /** Of the path in a uri: `/ipp/print/<queue path>`. */
  printerAt(path: string): Printer | undefined;
  /** In order of their paths. */
  all(): readonly ServedQueue[];
  /** Reads queues and what their devices can do once more. */
  refresh(): Promise<void>;
  /** Hears when a queue came, went or differs in what it shows. */
  onChange(listener: () => void): Cancel;
  stop(): Promise<void>;
}

export interface QueuePrintersDeps {
  readonly stores: Stores;
  readonly spool: Spool;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
  /** How late another server over the database learns of a queue, and clients of what a printer can do. */
  readonly lookEvery: Duration;
}

export const printerPath = ({ path }: Pick<Queue, 'path'>): string => `/ipp/print/${path}`;

/** Reads the queues, and again whenever it is told that they differ and from time to time. */
export async function openQueuePrinters(deps: QueuePrintersDeps): Promise<QueuePrinters> {
  const { clock, logger, lookEvery } = deps;
  const made = new Map<QueueId, MadePrinter>();
  const listeners = new Set<() => void>();
  let byPath = new Map<string, MadePrinter>();
  let cancel: Cancel | undefined;
  let stopped = false;
  let reading: Promise<void> = Promise.resolve();

  const read = async (): Promise<void> => {
    const served = await readServed(deps.stores);
    if (stopped) return;
    const there = new Set(served.map(({ queue }) => queue.id));
    const before = shownOf(byPath.values());
    for (const [id, printer] of made) {
      if (there.has(id)) continue;
      printer.jobs.stop();
      made.delete(id);
    }
    for (const one of served) {
      const known = made.get(one.queue.id);
      if (known === undefined) made.set(one.queue.id, makePrinter(deps, one));
      else known.show(one);
    }
    byPath = new Map(served.flatMap(({ queue }) => pathEntry(made.get(queue.id))));
    if (shownOf(byPath.values()) !== before) for (const listener of listeners) listener();
  };
  /** One after another: what is read later is shown later. */
  const refresh = (): Promise<void> => {
    reading = reading.catch(() => undefined).then(read);
    return reading;
  };
  const again = (): void => {
    if (stopped) return;
    cancel = clock.after(lookEvery, () => {
      refresh()
        .catch((error: unknown) => logger.error('The queues could not be read', { error: describeError(error) }))
        .finally(again);
    });
  };
  await refresh();
  again();
  return {
    printerAt: (path) => byPath.get(path)?.printer(),
    all: () => [...byPath.values()].map(({ served }) => served()),
    refresh,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      stopped = true;
      cancel?.();
      await reading.catch(() => undefined);
      for (const { jobs } of made.values()) jobs.stop();
    },
  };
}

async function readServed({ queues }: Stores): Promise<readonly ServedQueue[]> {
  const served: ServedQueue[] = [];
  for (const queue of await queues.all()) {
    served.push({ queue, abilities: sharedAbilities(await queues.abilitiesAt(queue)) });
  }
  return served;
}

interface MadePrinter {
  readonly jobs: QueueJobs;
  served(): ServedQueue;
  printer(): Printer;
  show(served: ServedQueue): void;
}

function pathEntry(made: MadePrinter | undefined): [string, MadePrinter][] {
  return made === undefined ? [] : [[printerPath(made.served().queue), made]];
}

const shownOf = (printers: Iterable<MadePrinter>): string =>
  canonicalJson([...printers].map(({ served }) => JSON.stringify(served())));

/** The jobs stay the same while the printer before them is made anew. */
function makePrinter(deps: QueuePrintersDeps, first: ServedQueue): MadePrinter {
  let served = first;
  let description = describeQueue(served);
  let printer: Printer | undefined;
  const startedAt = deps.clock.wall();
  const jobs = createQueueJobs({ ...deps, jobs: deps.stores.jobs, queue: () => served.queue });
  const make = (): Printer =>
    createPrinter({
      path: printerPath(served.queue),
      description: () => description,
      status: () => ({
        state: 'idle',
        reasons: [],
        acceptingJobs: served.queue.acceptingJobs,
        changedAt: startedAt,
        attributes: [],
      }),
      authentication: served.queue.ownerFrom === 'authenticated' ? 'basic' : 'requesting-user-name',
      jobs,
      clock: deps.clock,
      decompress: DECOMPRESS,
      identify: () => undefined,
    });
  return {
    jobs,
    served: () => served,
    printer: () => (printer ??= make()),
    show: (next) => {
      if (JSON.stringify(next) === JSON.stringify(served)) return;
      const { path, ownerFrom } = served.queue;
      served = next;
      description = describeQueue(next);
      if (path !== next.queue.path || ownerFrom !== next.queue.ownerFrom) printer = undefined;
    },
  };
}

export function describeQueue({ queue, abilities }: ServedQueue): readonly Attribute[] {
  return describePrinter({
    ...abilities,
    name: queue.name,
    makeAndModel: 'Holdover Print Queue',
    manufacturer: 'Holdover',
    model: 'Print Queue',
    location: queue.location,
    organization: '',
    // `que_` and a UUID.
    uuid: queue.id.slice('que_'.length),
    compressions: ['none', ...Object.keys(DECOMPRESS)],
    operations: SERVED_OPERATIONS,
  });
}
