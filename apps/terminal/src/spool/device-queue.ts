import type { SecureContext } from 'node:tls';
import { createPrinter, describePrinter, SERVED_OPERATIONS, type Attribute, type Printer } from '@holdover/ipp';
import type { Clock, Logger } from '@holdover/kernel';
import { DECOMPRESS, listenIpp, type Announcer } from '@holdover/nodejs';
import { announceQueue } from './announce-queue.ts';
import { createQueueJobs, type QueueJobsOptions } from './queue-jobs.ts';
import type { Spool } from './spool.ts';

/** What the queue says of itself is what its device can do (G7). */
export interface DeviceAbilities {
  readonly makeAndModel: string;
  readonly color: boolean;
  readonly duplex: boolean;
  readonly formats: readonly string[];
  readonly pagesPerMinute: number;
  readonly media: readonly string[];
  /** Toner and the like, as the device last told. */
  readonly supplies: readonly Attribute[];
}

/** Until the device was reached for the first time: what every IPP Everywhere printer takes. */
export const UNKNOWN_DEVICE: DeviceAbilities = {
  makeAndModel: 'Generic IPP Everywhere Printer',
  color: true,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf', 'image/jpeg', 'image/pwg-raster'],
  pagesPerMinute: 20,
  media: ['iso_a4_210x297mm', 'na_letter_8.5x11in'],
  supplies: [],
};

export interface DeviceQueueOptions {
  readonly spool: Spool;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly tls?: SecureContext;
  readonly name: string;
  /** Of this queue, never of the device: a client must not take one for the other. RFC 9562 text form. */
  readonly uuid: string;
  readonly abilities: () => DeviceAbilities;
  /** What the panel does with held jobs; nothing is printed without it. */
  readonly releases?: Pick<QueueJobsOptions, 'progressOf' | 'cancelRelease'>;
  /** Shows it in the local network; nobody unless given. */
  readonly announcer?: Announcer | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

export interface DeviceQueue {
  /** `ipp://HOST:PORT/ipp/print`; the same port takes ipps where TLS is given. */
  readonly uri: string;
  readonly port: number;
  close(): Promise<void>;
}

const NO_RELEASES: NonNullable<DeviceQueueOptions['releases']> = {
  progressOf: () => undefined,
  cancelRelease: () => undefined,
};

const PATH = '/ipp/print';

/** The terminal's own printer: everybody prints to it, and jobs wait for their owners (G1). Faults: `port-taken`. */
export async function createDeviceQueue(options: DeviceQueueOptions): Promise<DeviceQueue> {
  const { spool, clock, logger, name } = options;
  const releases = options.releases ?? NO_RELEASES;
  const jobs = createQueueJobs({
    spool,
    clock,
    progressOf: (id) => releases.progressOf(id),
    cancelRelease: (id) => releases.cancelRelease(id),
    formats: () => (options.abilities() === UNKNOWN_DEVICE ? [] : options.abilities().formats),
  });
  const startedAt = clock.wall();
  const description = describing(options);
  const printer = createPrinter({
    path: PATH,
    description,
    status: () => ({
      state: 'idle',
      reasons: [],
      acceptingJobs: true,
      changedAt: startedAt,
      attributes: options.abilities().supplies,
    }),
    jobs,
    clock,
    decompress: DECOMPRESS,
    identify: (actions) => logger.info('Identify', { actions }),
  });
  const { host, port, tls } = options;
  const printerAt = (path: string): Printer | undefined => (path === PATH || path === '/' ? printer : undefined);
  const listener = await listenIpp({ printerAt, host, port, tls, logger, title: name });
  const { announcer } = options;
  const sayGoodbye =
    announcer &&
    announceQueue({
      announcer,
      name,
      port: listener.port,
      path: PATH,
      secure: tls !== undefined,
      description,
      clock,
    });
  return {
    uri: listener.uriOf(PATH),
    port: listener.port,
    async close() {
      jobs.stop();
      await sayGoodbye?.();
      await listener.close();
    },
  };
}

/** Asked for with every request; made again only when the device says something new of itself. */
function describing(options: DeviceQueueOptions): () => readonly Attribute[] {
  let described: { readonly of: DeviceAbilities; readonly as: readonly Attribute[] } | undefined;
  return () => {
    const abilities = options.abilities();
    if (described?.of !== abilities) described = { of: abilities, as: describe(options, abilities) };
    return described.as;
  };
}

function describe(options: DeviceQueueOptions, abilities: DeviceAbilities): readonly Attribute[] {
  return describePrinter({
    ...abilities,
    name: options.name,
    manufacturer: 'Holdover',
    model: options.name,
    location: '',
    organization: '',
    uuid: options.uuid,
    compressions: ['none', ...Object.keys(DECOMPRESS)],
    operations: SERVED_OPERATIONS,
  });
}
