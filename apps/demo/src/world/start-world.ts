import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createDevice, createEnrolment, type ApiClient, type DeviceModel } from '@holdover/api';
import { present, type DeviceId, type Logger } from '@holdover/kernel';
import {
  createSystemClock,
  createSystemEntropy,
  describeError,
  ensurePrivateFolder,
  openApiClient,
  type LogLevelControl,
} from '@holdover/nodejs';
import { setUpServer, startServer, type RunningServer } from '@holdover/server';
import { enrolTerminal, isEnrolled, startTerminal } from '@holdover/terminal';
import { createVirtualDevice } from '@holdover/virtual-device';
import { createCable } from '../cable/cable.ts';
import { readDemoFile, writeDemoFile, type DemoFile } from './demo-file.ts';
import { createDeviceHands } from './device-hands.ts';
import { createPanelClient } from './panel-client.ts';
import { portsFrom, type DemoPorts } from './ports.ts';
import type { StagedDevice, World } from './world.ts';

export interface WorldOptions {
  readonly portBase: number;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly logLevel?: LogLevelControl;
}

const HOST = '127.0.0.1';
/** Every server begins with this queue. */
const FIRST_QUEUE = 'pull';

const CAST: readonly { readonly name: string; readonly model: DeviceModel }[] = [
  { name: 'Kyocera lobby', model: 'kyocera' },
  { name: 'Ricoh office', model: 'ricoh' },
  { name: 'Canon studio', model: 'canon' },
  { name: 'Archive', model: 'other' },
];

/** Starts everything, each part as it is shipped; all traffic between terminals and server goes through the cable. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dataDir, portBase } = options;
  const ports = portsFrom(portBase);
  const stage: Stagehands = { ...options, ports, closers: [] };
  await ensurePrivateFolder(dataDir);
  try {
    const cable = createCable();
    stage.closers.push(() => cable.close());
    const file = await firstSetUp(stage, await readDemoFile(dataDir, portBase, createSystemEntropy()));
    const { consoleUrl, queueUri } = await openTheServer(stage);
    await cable.addWire({ host: HOST, port: ports.cableToGateway }, { host: HOST, port: ports.gateway });
    await cable.addWire({ host: HOST, port: ports.cableToEnrolment }, { host: HOST, port: ports.enrolment });
    const api = openApiClient({ url: consoleUrl, token: file.token });
    const deviceIds = await makeDevices(api, file, dataDir);
    const devices = await Promise.all(deviceIds.map((id, index) => openDevice(stage, { api, id, index })));
    const { administrator, users, token } = file;
    return {
      consoleUrl,
      administrator,
      token,
      users,
      api,
      cable,
      serverQueueUri: queueUri(FIRST_QUEUE),
      devices,
      close: () => closeAll(stage),
    };
  } catch (error) {
    await closeAll(stage);
    throw error;
  }
}

interface Stagehands extends WorldOptions {
  readonly ports: DemoPorts;
  /** In the order of opening. */
  readonly closers: (() => Promise<void>)[];
}

/** Terminals before the server: the last records still find it. */
async function closeAll({ closers, logger }: Stagehands): Promise<void> {
  for (const close of closers.splice(0).toReversed()) {
    await close().catch((error: unknown) => logger.warn('A part did not close', { error: describeError(error) }));
  }
}

interface SetUpFile extends DemoFile {
  readonly token: string;
}

/** As `holdover server setup --token` does, before the server's first start. */
async function firstSetUp({ dataDir, logger }: Stagehands, file: DemoFile): Promise<SetUpFile> {
  if (file.token !== null) return { ...file, token: file.token };
  const { apiToken } = await setUpServer({
    dataDir: join(dataDir, 'server'),
    ...file.administrator,
    token: true,
    logger,
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
  const complete = { ...file, token: present(apiToken, 'the API token asked for') };
  await writeDemoFile(dataDir, complete);
  return complete;
}

async function openTheServer({ dataDir, ports, logger, logLevel, closers }: Stagehands): Promise<RunningServer> {
  const server = await startServer({
    dataDir: join(dataDir, 'server'),
    listen: { host: HOST, port: ports.console },
    gateway: { host: HOST, port: ports.gateway },
    enrolment: { host: HOST, port: ports.enrolment },
    ipp: { host: HOST, port: ports.ipp },
    advertise: { host: HOST, gatewayPort: ports.cableToGateway, enrolmentPort: ports.cableToEnrolment },
    plainHttp: true,
    frameAncestors: [startPageOrigin(ports)],
    logger: logger.child({ part: 'server' }),
    ...(logLevel === undefined ? {} : { logLevel }),
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
  closers.push(() => server.close());
  return server;
}

const startPageOrigin = (ports: DemoPorts): string => `http://${HOST}:${ports.startPage}`;

/** Once, and remembered: a second start finds the same devices. */
async function makeDevices(api: ApiClient, file: DemoFile, dataDir: string): Promise<readonly DeviceId[]> {
  if (file.deviceIds.length === CAST.length) return file.deviceIds;
  const deviceIds: DeviceId[] = [];
  for (const { name, model } of CAST) deviceIds.push((await api.call(createDevice, { body: { name, model } })).id);
  await writeDemoFile(dataDir, { ...file, deviceIds });
  return deviceIds;
}

interface DeviceToOpen {
  readonly api: ApiClient;
  readonly id: DeviceId;
  readonly index: number;
}

/** The device, and beside it its terminal, enrolled by the code an administrator would type. */
async function openDevice(stage: Stagehands, { api, id, index }: DeviceToOpen): Promise<StagedDevice> {
  const { dataDir, ports, closers } = stage;
  const { name, model } = CAST[index] ?? { name: id, model: 'generic' };
  const own = ports.device(index);
  const logger = stage.logger.child({ part: model });
  const device = await createVirtualDevice({
    name,
    model,
    ipp: { host: HOST, port: own.printer },
    escl: { host: HOST, port: own.escl },
    snmp: { host: HOST, port: own.snmp },
    control: { host: HOST, port: own.control },
    out: join(dataDir, model, 'paper'),
    logger,
    clock: createSystemClock(),
    entropy: createSystemEntropy(),
  });
  closers.push(() => device.close());
  const terminalDir = join(dataDir, model, 'terminal');
  if (!(await isEnrolled(terminalDir))) {
    const { code } = await api.call(createEnrolment, { params: { id } });
    await enrolTerminal({ dataDir: terminalDir, code, logger });
  }
  const stick = join(dataDir, model, 'usb', 'STICK');
  await mkdir(stick, { recursive: true });
  const terminal = await startTerminal({
    dataDir: terminalDir,
    printer: device.uri,
    scanner: present(device.escl, 'the scanner asked for').url,
    deviceAdapter: { kind: 'virtual', host: HOST, port: own.control },
    usbRoot: dirname(stick),
    panel: { host: HOST, port: own.panel },
    ipp: { host: HOST, port: own.queue },
    frameAncestors: [startPageOrigin(ports)],
    logger,
  });
  closers.push(() => terminal.close());
  const { panelUrl, queueUri } = terminal;
  return {
    id,
    name,
    model,
    panelUrl,
    panel: createPanelClient(panelUrl),
    queueUri,
    printerUri: device.uri,
    hands: createDeviceHands(device, stick),
    esclUrl: present(device.escl, 'the scanner asked for').url,
    snmp: present(device.snmp, 'the agent asked for'),
    outDir: device.outDir,
    repeatUpload: () => terminal.repeatUpload(),
  };
}
