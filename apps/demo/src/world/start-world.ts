import { join } from 'node:path';
import { createDevice, createEnrolment, type ApiClient, type DeviceModel } from '@holdover/api';
import type { DeviceId, Logger } from '@holdover/kernel';
import { createSystemClock, createSystemEntropy, describeError, ensurePrivateFolder } from '@holdover/nodejs';
import { startServer, type RunningServer } from '@holdover/server';
import { enrolTerminal, isEnrolled, startTerminal } from '@holdover/terminal';
import { createVirtualDevice } from '@holdover/virtual-device';
import { createCable } from '../cable/cable.ts';
import { readDemoFile, writeDemoFile, type DemoFile } from './demo-file.ts';
import { createPanelClient } from './panel-client.ts';
import { portsFrom, type DemoPorts } from './ports.ts';
import { openServer } from './server-access.ts';
import type { StagedDevice, World } from './world.ts';

export interface WorldOptions {
  readonly portBase: number;
  readonly dataDir: string;
  readonly logger: Logger;
}

const HOST = '127.0.0.1';

const CAST: readonly { readonly name: string; readonly model: DeviceModel }[] = [
  { name: 'Kyocera ground floor', model: 'kyocera' },
  { name: 'Ricoh first floor', model: 'ricoh' },
  { name: 'Canon second floor', model: 'canon' },
  { name: 'Archive (other maker)', model: 'other' },
];

/** Starts everything, each part as it is shipped; all traffic between terminals and server goes through the cable. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const { dataDir, portBase } = options;
  const ports = portsFrom(portBase);
  const stage: Stagehands = { ...options, ports, closers: [] };
  await ensurePrivateFolder(dataDir);
  try {
    const file = await readDemoFile(dataDir, createSystemEntropy());
    const cable = createCable();
    stage.closers.push(() => cable.close());
    const server = await openTheServer(stage);
    await cable.addWire({ host: HOST, port: ports.cableToGateway }, { host: HOST, port: ports.gateway });
    await cable.addWire({ host: HOST, port: ports.cableToEnrolment }, { host: HOST, port: ports.enrolment });
    const { consoleUrl, setUpUrl } = server;
    const { administrator, users } = file;
    const api = await openServer({ consoleUrl, setUpUrl, administrator });
    const deviceIds = await makeDevices(api, file, dataDir);
    const devices = await Promise.all(deviceIds.map((id, index) => openDevice(stage, { api, id, index })));
    return { consoleUrl, administrator, users, api, cable, devices, close: () => closeAll(stage) };
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

async function openTheServer({ dataDir, ports, logger, closers }: Stagehands): Promise<RunningServer> {
  const server = await startServer({
    dataDir: join(dataDir, 'server'),
    listen: { host: HOST, port: ports.console },
    gateway: { host: HOST, port: ports.gateway },
    enrolment: { host: HOST, port: ports.enrolment },
    advertise: { host: HOST, gatewayPort: ports.cableToGateway, enrolmentPort: ports.cableToEnrolment },
    plainHttp: true,
    frameAncestors: [startPageOrigin(ports)],
    logger: logger.child({ part: 'server' }),
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
  const terminal = await startTerminal({
    dataDir: terminalDir,
    printer: device.uri,
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
    outDir: device.outDir,
    repeatUpload: () => terminal.repeatUpload(),
  };
}
