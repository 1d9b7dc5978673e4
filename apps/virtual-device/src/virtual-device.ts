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
import { DeviceJobs } from './device-jobs.ts';
import { openDeviceState, type DeviceStateFile } from './device-state.ts';
import { Engine } from './engine.ts';
import { MEDIA, MODELS, type DeviceModel } from './models.ts';
import { openPaper } from './paper.ts';

/** What goes wrong with the device until told otherwise: says busy · its tray is empty · loses power after page `page` of a job. */
export type DeviceFault =
  | { readonly kind: 'busy' }
  | { readonly kind: 'out-of-paper' }
  | { readonly kind: 'dies'; readonly page: number };

export interface VirtualDeviceOptions {
  readonly model: DeviceModel;
  readonly name: string;
  /** Port 0 takes a free one. */
  readonly ipp: { readonly host: string; readonly port: number };
  /** With it the same port takes ipps as well. */
  readonly tls?: SecureContext | undefined;
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
  const engine = new Engine({
    clock,
    logger,
    paper,
    state,
    color: row.color,
    pagesPerMinute: options.pagesPerMinute ?? row.pagesPerMinute,
    afterPage: (job) => {
      const { fault } = condition;
      if (fault?.kind !== 'dies' || job.impressionsCompleted < fault.page) return;
      logger.warn('The device lost power', { job: job.id, page: job.impressionsCompleted });
      close().catch(() => undefined);
    },
  });
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

  async function close(): Promise<void> {
    jobs.forgetOpen();
    await Promise.all([listener.close(), engine.stop()]);
  }

  return {
    uri: listener.uriOf(PRINTER_PATH),
    outDir: out,
    uuid: state.now.uuid,
    impressions: () => state.now.impressions,
    setFault(fault) {
      condition.fault = fault;
      condition.changedAt = clock.wall();
      engine.setOutOfPaper(fault?.kind === 'out-of-paper');
    },
    close,
  };
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

interface Condition {
  fault: DeviceFault | undefined;
  acceptingJobs: boolean;
  changedAt: PrinterStatus['changedAt'];
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
    state: engine.outOfPaper || engine.paused ? 'stopped' : engine.current === undefined ? 'idle' : 'processing',
    reasons: [...(engine.outOfPaper ? ['media-empty-error'] : []), ...(engine.paused ? ['paused'] : [])],
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
