import { fieldsOf, isCount, readDeviceFault, readScannerFault, type DeviceFault } from '../device-fault.ts';
import type { WalkUp, WalkUpEnd } from '../panel-lock/panel-lock.ts';
import type { ScannerFault } from '../scan/scanner-fault.ts';
import type { VirtualScanner } from '../scan/virtual-scanner.ts';

/** The device as somebody in front of it has it. */
export interface ControlledDevice {
  readonly uuid: string;
  locked(): boolean;
  setLocked(locked: boolean): Promise<void>;
  walkUp(order: WalkUp): Promise<WalkUpEnd>;
  counters(): { readonly impressions: number; readonly colorImpressions: number; readonly sheets: number };
  fault(): DeviceFault | undefined;
  setFault(fault: DeviceFault | undefined): void;
  /** Undefined where the device has none. */
  scanner(): Pick<VirtualScanner, 'loadFeeder' | 'feeder' | 'setFault'> | undefined;
  scannerFault(): ScannerFault | undefined;
  setScannerFault(fault: ScannerFault | undefined): void;
}

export interface ControlRequest {
  readonly method: string;
  readonly path: string;
  /** Parsed JSON; undefined for GET. */
  readonly body: unknown;
}

export interface ControlAnswer {
  readonly status: number;
  readonly content: unknown;
}

/**
 * GET /control/state · PUT /control/lock `{locked}` · POST /control/walk-up `{copies, color?, twoSided?}` ·
 * PUT /control/fault and /control/scanner-fault `{kind, …}`, `{kind: "none"}` mends it · POST /control/feeder `{sheets, twoSided?}`
 */
export async function answerControl(device: ControlledDevice, request: ControlRequest): Promise<ControlAnswer> {
  const { method, path, body } = request;
  switch (`${method} ${path}`) {
    case 'GET /control/state':
      return state(device);
    case 'PUT /control/lock':
      return lock(device, body);
    case 'POST /control/walk-up':
      return walkUp(device, body);
    case 'PUT /control/fault':
      return setFault(device, body);
    case 'PUT /control/scanner-fault':
      return setScannerFault(device, body);
    case 'POST /control/feeder':
      return loadFeeder(device, body);
    default:
      return { status: 404, content: { error: `no ${method} ${path}` } };
  }
}

function state(device: ControlledDevice): ControlAnswer {
  const { uuid } = device;
  const content = {
    uuid,
    locked: device.locked(),
    ...device.counters(),
    fault: device.fault() ?? null,
    feeder: device.scanner()?.feeder() ?? null,
    scannerFault: device.scannerFault() ?? null,
  };
  return { status: 200, content };
}

async function lock(device: ControlledDevice, body: unknown): Promise<ControlAnswer> {
  const { locked } = fieldsOf(body);
  if (typeof locked !== 'boolean') return wrong('locked is true or false');
  await device.setLocked(locked);
  return state(device);
}

async function walkUp(device: ControlledDevice, body: unknown): Promise<ControlAnswer> {
  const { copies, color, twoSided } = fieldsOf(body);
  if (!isCount(copies) || copies < 1) return wrong('copies is a whole number, 1 to 10000');
  if (!isFlag(color)) return wrong('color is true or false');
  if (!isFlag(twoSided)) return wrong('twoSided is true or false');
  const order = { copies, ...(color === undefined ? {} : { color }), ...(twoSided === undefined ? {} : { twoSided }) };
  const end = await device.walkUp(order);
  const status = end.outcome === 'done' ? 200 : 409;
  return { status, content: end };
}

function setFault(device: ControlledDevice, body: unknown): ControlAnswer {
  const fault = readDeviceFault(body);
  if (fault === undefined && !isNone(body)) {
    return wrong('kind is busy, out-of-paper, jam, cover-open, dies (with page), or none');
  }
  device.setFault(fault);
  return state(device);
}

function setScannerFault(device: ControlledDevice, body: unknown): ControlAnswer {
  if (device.scanner() === undefined) return NO_SCANNER;
  const fault = readScannerFault(body);
  if (fault === undefined && !isNone(body)) {
    return wrong('kind is feeder-empty, jam (with afterSides), cover-open, silent, slow (with times), busy, or none');
  }
  device.setScannerFault(fault);
  return state(device);
}

function loadFeeder(device: ControlledDevice, body: unknown): ControlAnswer {
  const { sheets, twoSided } = fieldsOf(body);
  const scanner = device.scanner();
  if (scanner === undefined) return NO_SCANNER;
  if (!isCount(sheets)) return wrong('sheets is a whole number, 0 to 10000');
  if (!isFlag(twoSided)) return wrong('twoSided is true or false');
  scanner.loadFeeder(sheets, twoSided === undefined ? {} : { twoSided });
  return state(device);
}

const NO_SCANNER: ControlAnswer = {
  status: 409,
  content: { error: 'the device has no scanner: start it with --escl' },
};

function isNone(body: unknown): boolean {
  return fieldsOf(body)['kind'] === 'none';
}

function isFlag(value: unknown): value is boolean | undefined {
  return value === undefined || typeof value === 'boolean';
}

function wrong(error: string): ControlAnswer {
  return { status: 400, content: { error } };
}
