import { join } from 'node:path';
import {
  createDevice,
  createEnrolment,
  createPin,
  createCard,
  createUser,
  DEFAULT_OFFLINE_LOGIN,
  offlineUsers,
  putOfflineLogin,
  type ApiClient,
  type DeviceModel,
  type User,
} from '@holdover/api';
import { createCable, createPanelClient, type Cable, type PanelClient } from '@holdover/demo';
import { ALL_DEVICES, ALL_USERS, present, type Clock, type DeviceId, type Logger } from '@holdover/kernel';
import {
  createSystemClock,
  createSystemEntropy,
  decodeEnrolmentCode,
  encodeEnrolmentCode,
  openApiClient,
} from '@holdover/nodejs';
import {
  setUpServer,
  startServer,
  type AdvertisedFleet,
  type RunningServer,
  type ServerOptions,
} from '@holdover/server';
import { enrolTerminal, startTerminal, type Terminal, type TerminalOptions } from '@holdover/terminal';
import { createMemoryLogger } from '@holdover/testbed';
import { freePort, waitUntil } from '@holdover/testbed/peers';
import { createVirtualDevice, type VirtualDevice } from '@holdover/virtual-device';

const LOOPBACK = { host: '127.0.0.1', port: 0 };

/** A slow hash that is quick: these tests are about other things than its cost. */
export const QUICK_HASHING = {
  pin: { memoryKiB: 64, passes: 1, lanes: 1 },
  card: { memoryKiB: 64, passes: 1, lanes: 1 },
};

export interface Person {
  readonly userName: string;
  readonly pin?: string;
  readonly card?: string;
}

/** A device of the fleet with the folder of its terminal; the terminal may run in this process or in one of its own. */
export interface Station {
  readonly id: DeviceId;
  readonly name: string;
  readonly dataDir: string;
  readonly printer: VirtualDevice;
}

/** `multifunction`: with scanner, device adapter and USB sticks, which are folders in `usb` of its data folder. */
export type StationExtent = 'printer' | 'multifunction';

export interface StationRunning extends Station {
  readonly terminal: Terminal;
  readonly panel: PanelClient;
}

export interface Fleet {
  readonly api: ApiClient;
  readonly cable: Cable;
  readonly server: RunningServer;
  readonly serverDir: string;
  /** Of the wire that terminals reach the gateway by. */
  readonly gatewayPort: number;
  readonly logger: Logger;
  addPerson(person: Person): Promise<User>;
  /** A device with an enrolled terminal that does not run yet. */
  addStation(model?: DeviceModel, extent?: StationExtent): Promise<Station>;
  run(station: Station): Promise<StationRunning>;
  /** Everybody to every device, and each of these stations has acknowledged it. */
  synchronize(stations: readonly Pick<Station, 'id' | 'name'>[], people: readonly Person[]): Promise<void>;
  close(): Promise<void>;
}

export interface FleetOptions {
  /** A folder of this test alone. */
  readonly dir: string;
  readonly databaseUrl?: string;
  readonly logger?: Logger;
  /** Of the server. */
  readonly clock?: Clock;
  /** Where terminals find the gateway, when their network is not this process's; they enrol from here all the same. */
  readonly gatewayAddress?: string;
  /** Queues of the server over TLS alone, as they are anywhere but here. */
  readonly tlsQueues?: boolean;
  /** Default `QUICK_HASHING`. */
  readonly hashing?: ServerOptions['hashing'];
}

/**
 * A real server, terminals and devices in this process, joined by the cable.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const clock = options.clock ?? createSystemClock();
  const entropy = createSystemEntropy();
  const logger = options.logger ?? createMemoryLogger();
  const cable = createCable();
  const serverDir = join(options.dir, 'server');
  const core = {
    dataDir: serverDir,
    ...(options.databaseUrl === undefined ? {} : { databaseUrl: options.databaseUrl }),
    hashing: options.hashing ?? QUICK_HASHING,
    logger,
    clock,
    entropy,
  };
  const ports = { gateway: await freePort(), enrolment: await freePort() };
  const wires = await layWires(cable, ports);
  const advertise = { ...wires, host: options.gatewayAddress ?? wires.host };
  const token = await setUpServer({ ...core, userName: 'admin', password: 'a password of the tests', token: true });
  const server = await startServer({
    ...core,
    listen: LOOPBACK,
    ipp: LOOPBACK,
    plainIpp: options.tlsQueues !== true,
    gateway: { host: '127.0.0.1', port: ports.gateway },
    enrolment: { host: '127.0.0.1', port: ports.enrolment },
    advertise,
    plainHttp: true,
  });
  const api = openApiClient({ url: server.consoleUrl, token: present(token.apiToken, 'the API token') });
  const closers: (() => Promise<unknown>)[] = [() => server.close(), () => cable.close()];
  let count = 0;

  return {
    api,
    cable,
    server,
    serverDir,
    gatewayPort: wires.gatewayPort,
    logger,
    async addPerson({ userName, pin, card }) {
      const user = await api.call(createUser, { body: { userName, fullName: `Person ${userName}` } });
      if (pin !== undefined) await api.call(createPin, { params: { id: user.id }, body: { pin } });
      if (card !== undefined) await api.call(createCard, { params: { id: user.id }, body: { number: card } });
      return user;
    },
    async addStation(model = 'generic', extent = 'printer') {
      const name = `Device ${++count}`;
      const dataDir = join(options.dir, `terminal-${count}`);
      const { id } = await api.call(createDevice, { body: { name, model } });
      const { code } = await api.call(createEnrolment, { params: { id } });
      await enrolTerminal({ dataDir, code: throughHost(code, wires.host), logger, clock });
      const out = join(options.dir, `paper-${count}`);
      const printer = await createVirtualDevice({
        model,
        name,
        ipp: LOOPBACK,
        ...(extent === 'multifunction' ? { escl: LOOPBACK, control: LOOPBACK } : {}),
        out,
        pagesPerMinute: 60_000,
        logger,
        clock,
        entropy,
      });
      closers.unshift(() => printer.close());
      return { id, name, dataDir, printer };
    },
    async run(station) {
      const { dataDir, printer } = station;
      const terminal = await startTerminal({
        dataDir,
        printer: printer.uri,
        ...multifunctionOf(station),
        panel: LOOPBACK,
        ipp: LOOPBACK,
        logger,
        clock,
        entropy,
      });
      let closing: Promise<void> | undefined;
      const close = (): Promise<void> => (closing ??= terminal.close());
      closers.unshift(close);
      return { ...station, terminal: { ...terminal, close }, panel: createPanelClient(terminal.panelUrl) };
    },
    synchronize: (stations, people) => synchronizeEverybody(api, stations, people),
    async close() {
      for (const close of closers) await close();
    },
  };
}

/** User Synchronization of everybody to every device; returns once each of these stations has acknowledged it. */
export async function synchronizeEverybody(
  api: ApiClient,
  stations: readonly Pick<Station, 'id' | 'name'>[],
  people: readonly Pick<Person, 'userName'>[],
): Promise<void> {
  const everybody = { devices: [], deviceGroups: [ALL_DEVICES], users: [], groups: [ALL_USERS], rankByUse: false };
  const userSync = { enabled: true, intervalHours: 4, assignments: [everybody] };
  await api.call(putOfflineLogin, { query: { reset: 'true' }, body: { ...DEFAULT_OFFLINE_LOGIN, userSync } });
  for (const { id, name } of stations) {
    await waitUntil(`${name} to hold everybody`, async () => {
      const { items } = await api.call(offlineUsers, { params: { id } });
      return people.every(({ userName }) => items.some((item) => item.userName === userName));
    });
  }
}

function multifunctionOf({ dataDir, printer }: Station): Partial<TerminalOptions> {
  const { escl, controlUrl } = printer;
  if (escl === undefined || controlUrl === undefined) return {};
  const { hostname: host, port } = new URL(controlUrl);
  return {
    scanner: escl.url,
    deviceAdapter: { kind: 'virtual', host, port: Number(port) },
    usbRoot: join(dataDir, 'usb'),
  };
}

/** The same enrolment by another way. */
function throughHost(code: string, host: string): string {
  return encodeEnrolmentCode({ ...decodeEnrolmentCode(code), host });
}

/** Every byte between terminals and server passes the cable. */
export async function layWires(cable: Cable, server: { gateway: number; enrolment: number }): Promise<AdvertisedFleet> {
  const lay = async (port: number): Promise<number> =>
    (await cable.addWire(LOOPBACK, { host: '127.0.0.1', port })).port;
  return { host: '127.0.0.1', gatewayPort: await lay(server.gateway), enrolmentPort: await lay(server.enrolment) };
}
