import { X509Certificate } from 'node:crypto';
import { createEsclClient } from '@holdover/escl';
import { Fault, type Clock, type Instant } from '@holdover/kernel';
import {
  createAnnouncer,
  createEsclTransport,
  createIppTransport,
  createNodeDigest,
  createSystemClock,
  createSystemEntropy,
} from '@holdover/nodejs';
import { createKeyfileProtector } from '@holdover/sealed-store';
import { loadPcscLibrary } from './card-reader/pcsc-library.ts';
import { createPcscReader } from './card-reader/pcsc-reader.ts';
import type { TerminalTime } from './cache/terminal-time.ts';
import { stickFinder } from './delivery/usb-mounts.ts';
import { createDeviceAdapter } from './device-adapter/create-device-adapter.ts';
import { createIdentityKeeper, type IdentityKeeper } from './enrolment/identity-keeper.ts';
import { createKeyRenewal, type KeyRenewal } from './enrolment/key-renewal.ts';
import { learnFleet } from './enrolment/learn-fleet.ts';
import { forgetIdentity, readIdentity, writeIdentity, type TerminalIdentity } from './enrolment/terminal-identity.ts';
import { NO_HOOKS } from './journal/hooks.ts';
import { createGatewayClient } from './link/gateway-client.ts';
import { createGatewayWire } from './link/gateway-wire.ts';
import { watchRefusals } from './link/watch-refusals.ts';
import { openTerminal, type OpenTerminal } from './open-terminal.ts';
import { createPrinterTrust, type PrinterTrust } from './print/printer-trust.ts';
import { hashKeptServicePin } from './service/service-pin.ts';
import { createStretcher } from './session/stretched-secret.ts';
import { createDeviceQueue, type DeviceQueue } from './spool/device-queue.ts';
import { openQueueTls } from './spool/queue-certificate.ts';
import { openTerminalStores, type TerminalStores } from './store/terminal-stores.ts';
import { openTerminalPanel, type TerminalPanel, type TerminalPanelParts } from './terminal-panel.ts';
import type { Ports, Terminal, TerminalOptions, TerminalSelf } from './terminal-options.ts';

/**
 * Starts the program that guards one printing device. It serves people from its cache whether or not the server is there.
 * @throws Fault `not-enrolled`, `identity-damaged|newer`, `machine-key-unreadable`, `database-key-wrong|unavailable`,
 *   `store-newer|damaged`, `already-running`, `port-taken`, `cannot-listen`, `scanner-url-malformed`, `card-reader-library-missing`
 */
export async function startTerminal(options: TerminalOptions): Promise<Terminal> {
  const { dataDir, printer } = options;
  const protector = options.protector ?? createKeyfileProtector(dataDir);
  const key = await protector.unlock();
  const identity = await readIdentity(dataDir, key);
  if (identity === undefined) throw notEnrolled(dataDir);
  const clock = options.clock ?? createSystemClock();
  const keeper = createIdentityKeeper(identity, (next) => writeIdentity(dataDir, key, next));
  const outer = portsOf(options, clock);
  const { wire, renewal, useTime } = openIdentity(keeper, outer);
  const stores = await openTerminalStores(dataDir, key);
  const ports = { ...outer, wire, learnFleet: learnFleet(keeper, options.logger) };
  const terminal = await openTerminal(ports, { self: selfOf(keeper), stores, printer });
  try {
    await hashKeptServicePin(keeper);
    const forget = async (): Promise<void> => {
      renewal.close();
      await forgetIdentity(dataDir);
      options.onForgotten?.();
    };
    const doors = await openDoors(options, ports, { key, identity: () => keeper.current(), stores, terminal, forget });
    useTime(terminal.records.time);
    terminal.server.link.start();
    return runningTerminal(identity, terminal, { ...doors, renewal });
  } catch (error) {
    await terminal.close();
    throw error;
  }
}

/** The wire shows the identity of the moment; what the server says about keys reaches their renewal. */
function openIdentity(keeper: IdentityKeeper, { clock, entropy, logger }: Omit<Ports, 'wire'>) {
  let time: TerminalTime | undefined;
  const now = (): Instant | undefined => {
    const reading = time?.now();
    return reading === undefined || reading.from === 'untold' ? undefined : reading.at;
  };
  const plain = createGatewayWire(() => keeper.current(), clock);
  const ask = createGatewayClient(plain).renew;
  const renewal = createKeyRenewal({ keeper, ask, now, clock, entropy, logger });
  return {
    renewal,
    wire: watchRefusals(plain, {
      key: () => keeper.current().own.certificate,
      'renewal-due': renewal.due,
      'not-found': renewal.unknown,
    }),
    useTime: (told: TerminalTime): void => {
      time = told;
      renewal.start();
    },
  };
}

/** Orders name the certificate of the moment. */
function selfOf(keeper: IdentityKeeper): TerminalSelf {
  const { terminalId, deviceId, deviceName, keyProtector } = keeper.current();
  return {
    terminalId,
    deviceId,
    deviceName,
    keyProtector,
    get serial() {
      return new X509Certificate(keeper.current().own.certificate).serialNumber;
    },
  };
}

function notEnrolled(dataDir: string): Fault {
  const message = `${dataDir} holds no terminal; enrol it with: holdover terminal enrol --data ${dataDir}`;
  return new Fault({ owner: 'caller', code: 'not-enrolled', message });
}

function portsOf(options: TerminalOptions, clock: Clock): Omit<Ports, 'wire'> {
  const printerTrust = createPrinterTrust();
  return {
    clock,
    logger: options.logger,
    entropy: options.entropy ?? createSystemEntropy(),
    digest: options.digest ?? createNodeDigest(),
    stretch: options.stretch ?? createStretcher(),
    hooks: options.hooks ?? NO_HOOKS,
    printerTrust,
    transport: createIppTransport({ tls: printerTrust.tls }),
    findSticks: stickFinder(options.usbRoot),
    ...scannerOf(options, clock, printerTrust),
    ...cardReaderOf(options, clock),
    ...(options.deviceAdapter && { deviceAdapter: createDeviceAdapter(options.deviceAdapter, clock) }),
  };
}

/** A scanner over https shows the key that was approved of its printer. */
function scannerOf(
  { scanner: url }: TerminalOptions,
  clock: Clock,
  { tls: { pin } }: Pick<PrinterTrust, 'tls'>,
): Pick<Ports, 'scanner'> {
  if (url === undefined) return {};
  const transport = createEsclTransport(pin === undefined ? {} : { tls: { pin } });
  return { scanner: { url, client: createEsclClient({ transport, url, clock }) } };
}

function cardReaderOf({ cardReader, logger }: TerminalOptions, clock: Clock): Pick<Ports, 'cardReader'> {
  return cardReader === 'pcsc' ? { cardReader: createPcscReader({ library: loadPcscLibrary(), clock, logger }) } : {};
}

interface Inside extends TerminalPanelParts {
  readonly stores: TerminalStores;
}

/** What listens: the device queue for people's computers, and the panel for who stands at the device. */
interface Doors extends TerminalPanel {
  readonly queue: DeviceQueue;
}

async function openDoors(options: TerminalOptions, ports: Ports, inside: Inside): Promise<Doors> {
  const queue = await openQueue(options, ports, inside);
  try {
    return { queue, ...(await openTerminalPanel(options, ports, inside)) };
  } catch (error) {
    await queue.close();
    throw error;
  }
}

async function openQueue(
  { ipp, announce = false }: TerminalOptions,
  { clock, entropy, logger }: Ports,
  { identity, stores, terminal }: Inside,
): Promise<DeviceQueue> {
  const { printing, now } = terminal.sessions;
  return createDeviceQueue({
    spool: printing.spool,
    ...ipp,
    tls: await openQueueTls({ database: stores.spool, now: now(), entropy }),
    name: identity().deviceName,
    uuid: identity().terminalId.slice('trm_'.length),
    abilities: () => printing.abilities(),
    releases: printing.jobs,
    announcer: announce ? createAnnouncer({ host: ipp.host, id: identity().terminalId, logger }) : undefined,
    clock,
    logger,
  });
}

function runningTerminal(
  { terminalId, deviceId }: TerminalIdentity,
  { records, server, close }: OpenTerminal,
  { queue, panel, service, renewal }: Doors & { readonly renewal: KeyRenewal },
): Terminal {
  return {
    terminalId,
    deviceId,
    panelUrl: panel.url,
    queueUri: queue.uri,
    link: () => server.link.mode(),
    journalBacklog: () => records.journal.backlog(),
    repeatUpload: () => server.upload.repeat(),
    synchronize: () => server.synchronizer.request('synchronize'),
    async close() {
      renewal.close();
      service.close();
      await panel.close();
      await queue.close();
      await close();
    },
  };
}
