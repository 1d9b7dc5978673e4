import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecureContext } from 'node:tls';
import {
  SERVED_OPERATIONS,
  accept,
  attr,
  createPrinter,
  describePrinter,
  type Attribute,
  type Outcome,
  type Printer,
  type PrinterControl,
  type PrinterStatus,
} from '@holdover/ipp';
import type { Clock, Entropy, Logger } from '@holdover/kernel';
import { DECOMPRESS, listenIpp, type IppListener } from '@holdover/nodejs';
import { controlledDevice, deviceFacts, type Condition } from './controlled-device.ts';
import { openDoors, type DoorOptions } from './device-doors.ts';
import { OBSTACLE_REASON, type DeviceFault } from './device-fault.ts';
import { DeviceJobs } from './device-jobs.ts';
import { openDeviceState, type DeviceStateFile } from './device-state.ts';
import { Engine, type EngineOptions } from './engine.ts';
import { MEDIA, MODELS, type DeviceModel } from './models.ts';
import { createPanelLock, type WalkUp, type WalkUpEnd } from './panel-lock/panel-lock.ts';
import { openPaper } from './paper.ts';
import { openScannerOf, type VirtualScanner } from './scan/virtual-scanner.ts';

export interface VirtualDeviceOptions extends DoorOptions {
  readonly model: DeviceModel;
  readonly name: string;
  /** Port 0 takes a free one. */
  readonly ipp: { readonly host: string; readonly port: number };
  /** With it the same port takes ipps as well. */
  readonly tls?: SecureContext | undefined;
  /** Where its scanner is reached, by plain HTTP; it has none without. */
  readonly escl?: { readonly host: string; readonly port: number };
  /** Printed documents, printed.jsonl, and the state of the device. */
  readonly out: string;
  /** The model's own speed unless told. */
  readonly pagesPerMinute?: number;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly entropy: Entropy;
}

export interface VirtualDevice {
  /** `ipp://HOST:PORT/ipp/print`. */
  readonly uri: string;
  readonly outDir: string;
  readonly uuid: string;
  /** Pages in the life of the device. */
  impressions(): number;
  setFault(fault: DeviceFault | undefined): void;
  /** Where SNMP is answered, `HOST:PORT`, and the control, `http://HOST:PORT/control`; undefined where it is not. */
  readonly snmp: string | undefined;
  readonly controlUrl: string | undefined;
  readonly escl: VirtualScanner | undefined;
  /** Whether its own panel is locked. */
  locked(): boolean;
  /** Somebody copies at its own panel. */
  walkUp(order: WalkUp): Promise<WalkUpEnd>;
  close(): Promise<void>;
}

/** Of one document: the disk of a device is not large. */
const MOST_BYTES = 4 * 1024 ** 3;

export const PRINTER_PATH = '/ipp/print';

/** Starts a device. Faults: `port-taken`, `device-state-damaged`, what the file system says of `out`. */
export async function createVirtualDevice(options: VirtualDeviceOptions): Promise<VirtualDevice> {
  const { clock, entropy, logger, out } = options;
  const row = MODELS[options.model];
  await mkdir(out, { recursive: true });
  const state = await openDeviceState(join(out, 'state.json'), clock.wall(), entropy);
  const paper = await openPaper(out, row.color);
  const condition: Condition = { fault: undefined, acceptingJobs: true, changedAt: clock.wall() };
  const engine = createEngine(options, { paper, state, condition }, () => {
    close().catch(() => undefined);
  });
  const lock = createPanelLock({ state, ...paceOf(options), obstacle: () => engine.obstacle, clock });
  const isBusy = (): boolean => condition.fault?.kind === 'busy';
  const jobs = new DeviceJobs({ clock, entropy, state, paper, engine, isBusy });
  const described = description(options, state);
  const printer = createPrinter({
    path: PRINTER_PATH,
    description: () => described,
    status: () => statusOf(engine, state, condition),
    jobs,
    clock,
    mostBytes: MOST_BYTES,
    decompress: DECOMPRESS,
    control: controlOf(engine, condition, clock),
    identify: (actions) => logger.info('Identify', { actions }),
  });
  const listener = await listen(options, printer);
  const escl = await openScannerOf(options, state.now.uuid).catch(async (error: unknown) => {
    await listener.close();
    throw error;
  });
  const controlled = controlledDevice({ scanner: escl, state, lock, engine, condition, clock });
  const facts = deviceFacts(options, { state, lock, engine });
  const doors = await openDoors(options, { device: controlled, facts, clock, logger }).catch(async (error: unknown) => {
    await Promise.all([listener.close(), escl?.close()]);
    throw error;
  });

  async function close(): Promise<void> {
    jobs.forgetOpen();
    lock.close();
    await Promise.all([listener.close(), escl?.close(), doors.close(), engine.stop()]);
  }

  return {
    uri: listener.uriOf(PRINTER_PATH),
    outDir: out,
    uuid: state.now.uuid,
    impressions: () => state.now.impressions,
    setFault: controlled.setFault,
    snmp: doors.snmp,
    controlUrl: doors.controlUrl,
    escl,
    locked: lock.isLocked,
    walkUp: lock.walkUp,
    close,
  };
}

/** Breaks where the fault says so; `onDeath` takes the power away. */
function createEngine(
  options: VirtualDeviceOptions,
  { condition, ...parts }: Pick<EngineOptions, 'paper' | 'state'> & { readonly condition: Condition },
  onDeath: () => void,
): Engine {
  const { clock, logger } = options;
  return new Engine({
    clock,
    logger,
    ...parts,
    ...paceOf(options),
    afterPage: (job) => {
      const { fault } = condition;
      if (fault?.kind !== 'dies' || job.impressionsCompleted < fault.page) return;
      logger.warn('The device lost power', { job: job.id, page: job.impressionsCompleted });
      onDeath();
    },
  });
}

function paceOf({ model, pagesPerMinute }: VirtualDeviceOptions): Pick<EngineOptions, 'color' | 'pagesPerMinute'> {
  const row = MODELS[model];
  return { color: row.color, pagesPerMinute: pagesPerMinute ?? row.pagesPerMinute };
}

function listen({ ipp, tls, logger, model }: VirtualDeviceOptions, printer: Printer): Promise<IppListener> {
  return listenIpp({
    ...ipp,
    tls,
    printerAt: (path) => (path === PRINTER_PATH || path === '/' ? printer : undefined),
    logger,
    title: `${MODELS[model].manufacturer} ${MODELS[model].model}`,
  });
}

function controlOf(engine: Engine, condition: Condition, clock: Clock): PrinterControl {
  const changed = (change: () => void): Promise<Outcome<void>> => {
    change();
    condition.changedAt = clock.wall();
    return Promise.resolve(accept(undefined));
  };
  return {
    // As at most devices in the field: whoever reaches it operates it.
    isOperator: () => true,
    pause: () => changed(() => engine.setPaused(true)),
    resume: () => changed(() => engine.setPaused(false)),
    accept: (jobs) => changed(() => (condition.acceptingJobs = jobs)),
  };
}

function description(options: VirtualDeviceOptions, state: DeviceStateFile): readonly Attribute[] {
  const row = MODELS[options.model];
  return describePrinter({
    ...row,
    name: options.name,
    makeAndModel: `${row.manufacturer} ${row.model}`,
    location: '',
    organization: '',
    uuid: state.now.uuid,
    compressions: ['none', ...Object.keys(DECOMPRESS)],
    pagesPerMinute: options.pagesPerMinute ?? row.pagesPerMinute,
    media: MEDIA,
    operations: SERVED_OPERATIONS,
  });
}

function statusOf(engine: Engine, state: DeviceStateFile, condition: Condition): PrinterStatus {
  const { impressions, colorImpressions, sheets } = state.now;
  return {
    state:
      engine.obstacle !== undefined || engine.paused ? 'stopped' : engine.current === undefined ? 'idle' : 'processing',
    reasons: [
      ...(engine.obstacle === undefined ? [] : [OBSTACLE_REASON[engine.obstacle]]),
      ...(engine.paused ? ['paused'] : []),
    ],
    acceptingJobs: condition.acceptingJobs,
    changedAt: condition.changedAt,
    attributes: [
      attr.integer('printer-impressions-completed', impressions),
      attr.collection('printer-impressions-completed-col', [
        [attr.integer('full-color', colorImpressions), attr.integer('monochrome', impressions - colorImpressions)],
      ]),
      attr.integer('printer-media-sheets-completed', sheets),
      ...SUPPLIES,
    ],
  };
}

/** PWG 5100.13 §6: as the Printer MIB has them; the virtual toner never ends. */
const SUPPLIES: readonly Attribute[] = [
  attr.octetString(
    'printer-supply',
    Buffer.from(
      'index=1;class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=80;colorantname=black;',
    ),
  ),
  attr.text('printer-supply-description', 'Black toner'),
];
