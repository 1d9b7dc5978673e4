import { hostname, networkInterfaces } from 'node:os';
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
  readonly logger: Logger;
}

/** Long enough for goodbyes on every interface. */
const GOODBYE = seconds(3);

/** Announces over multicast DNS (RFC 6762). Never a reason not to print: what fails goes into the log. */
export function createAnnouncer({ host, logger }: AnnouncerOptions): Announcer {
  const interfaces = interfacesOf(host);
  if (interfaces.length === 0) return { announce: () => undefined, close: () => Promise.resolve() };
  const responder = ciao.getResponder({ interface: [...interfaces] });
  const announced = new Map<string, Announced>();
  // One after another: a name that goes and comes back must not meet itself.
  let work = Promise.resolve();
  const then = (step: () => Promise<void>): void => {
    work = work.then(step).catch((error: unknown) => {
      logger.warn('A printer could not be announced in the local network', { error: describeError(error) });
    });
  };

  const start = async (key: string, service: PrinterService, scheme: 'ipp' | 'ipps'): Promise<void> => {
    const entry = responder.createService({
      name: service.name,
      type: scheme,
      subtypes: ['print'],
      port: service.port,
      hostname: hostname().split('.', 1)[0] ?? 'holdover',
      txt: { ...service.txt },
    });
    entry.on('name-change', (name) => logger.info('A printer has another name in the local network', { name }));
    entry.on('hostname-change', (name) => logger.info('This machine has another name in the local network', { name }));
    announced.set(key, { service, end: () => entry.end(), update: (txt) => entry.updateTxt({ ...txt }) });
    await entry.advertise();
  };

  return {
    announce(services) {
      then(async () => {
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
      await Promise.race([work.then(() => responder.shutdown()), after(GOODBYE)]);
    },
  };
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
