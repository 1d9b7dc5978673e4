import { networkInterfaces } from 'node:os';
import ciao from '@homebridge/ciao';
import type { TxtRecord } from '@holdover/ipp';
import { seconds, type Logger } from '@holdover/kernel';
import { describeError } from '../logger.ts';

/** A printer as the local network shall see it (RFC 6763). */
export interface PrinterService {
  /** The name people see; where it is taken, the network gets one with a number. */
  readonly name: string;
  readonly port: number;
  /** `ipps` alone where nothing is served in clear. */
  readonly schemes: readonly ('ipp' | 'ipps')[];
  readonly txt: TxtRecord;
}

export interface Announcer {
  /** What is announced from now on; what is left out says goodbye. By name. */
  announce(services: readonly PrinterService[]): void;
  /** Says goodbye. */
  close(): Promise<void>;
}

export interface AnnouncerOptions {
  /** Where the printers listen: an address of this machine, or 0.0.0.0 and :: for all. */
  readonly host: string;
  /**
   * Says which program this is, the same at each start. A name of its own in the network: the machine's belongs to whoever else
   * announces there, and two machines may have the same.
   */
  readonly id: string;
  readonly logger: Logger;
}

/** After a start that failed: an interface that was not ready. */
const AGAIN = seconds(10);
/** Long enough for goodbyes on every interface. */
const GOODBYE = seconds(3);

/** Announces over multicast DNS (RFC 6762). Never a reason not to print: what fails goes into the log. */
export function createAnnouncer({ host, id, logger }: AnnouncerOptions): Announcer {
  const interfaces = interfacesOf(host);
  if (interfaces.length === 0) return { announce: () => undefined, close: () => Promise.resolve() };
  const responder = ciao.getResponder({ interface: [...interfaces] });
  const announced = new Map<string, Announced>();
  const work = oneAfterAnother(logger);

  const start = async (key: string, service: PrinterService, scheme: 'ipp' | 'ipps'): Promise<void> => {
    const entry = responder.createService({
      name: service.name,
      type: scheme,
      subtypes: ['print'],
      port: service.port,
      hostname: `holdover-${id.slice(-8)}`,
      txt: { ...service.txt },
    });
    entry.on('name-change', (name) => logger.info('A printer has another name in the local network', { name }));
    entry.on('hostname-change', (name) => logger.info('This machine has another name in the local network', { name }));
    announced.set(key, { service, end: () => entry.end(), update: (txt) => entry.updateTxt({ ...txt }) });
    try {
      await entry.advertise();
    } catch (error) {
      announced.delete(key);
      throw error;
    }
  };

  return {
    announce(services) {
      work.next(async () => {
        const wanted = new Map<string, PrinterService>(
          services.flatMap((service) =>
            service.schemes.map((scheme) => [`${scheme} ${service.name}`, service] as const),
          ),
        );
        for (const [key, { end, service }] of announced) {
          if (wanted.get(key)?.port === service.port) continue;
          announced.delete(key);
          await end();
        }
        for (const [key, service] of wanted) {
          const standing = announced.get(key);
          if (standing === undefined) await start(key, service, key.startsWith('ipps ') ? 'ipps' : 'ipp');
          else if (!isSame(standing.service.txt, service.txt)) {
            announced.set(key, { ...standing, service });
            standing.update(service.txt);
          }
        }
      });
    },
    async close() {
      await Promise.race([work.end().then(() => responder.shutdown()), after(GOODBYE)]);
    },
  };
}

/** Steps that follow one another: a name that goes and comes back must not meet itself. The newest that failed is tried again. */
function oneAfterAnother(logger: Logger) {
  let work = Promise.resolve();
  let again: NodeJS.Timeout | undefined;
  const next = (step: () => Promise<void>): void => {
    clearTimeout(again);
    work = work.then(step).catch((error: unknown) => {
      logger.warn('A printer could not be announced in the local network', { error: describeError(error) });
      again = setTimeout(() => next(step), AGAIN).unref();
    });
  };
  const end = async (): Promise<void> => {
    await work;
    clearTimeout(again);
  };
  return { next, end };
}

interface Announced {
  readonly service: PrinterService;
  readonly end: () => Promise<void>;
  readonly update: (txt: TxtRecord) => void;
}

/** Of this address; of everything that is not this machine alone for a listener on all addresses. */
export function interfacesOf(host: string): readonly string[] {
  const everywhere = host === '0.0.0.0' || host === '::';
  return Object.entries(networkInterfaces()).flatMap(([name, addresses = []]) =>
    addresses.some((one) => !one.internal && (everywhere || one.address === host)) ? [name] : [],
  );
}

function isSame(a: TxtRecord, b: TxtRecord): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

function after(delay: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, delay).unref();
  });
}
