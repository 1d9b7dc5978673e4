import type { ScanOrder, ScanRefusal, ScannerAbilities, ScannerPort } from '@holdover/escl';
import type { Clock } from '@holdover/kernel';
import { createFeeder, type FedSheet, type Feeder } from './feeder.ts';
import { DONE, createScanRun, type ScannedSide, type SideSource } from './scan-run.ts';
import type { ScannerFault } from './scanner-fault.ts';
import type { Sheet } from './test-page.ts';

export interface MechanismOptions {
  readonly abilities: ScannerAbilities;
  readonly sidesPerMinute: number;
  readonly clock: Clock;
  /** Called when a side has been scanned, before anybody gets it. */
  readonly onSide: (side: ScannedSide) => Promise<void>;
}

export interface ScanMechanism extends ScannerPort {
  readonly feeder: Feeder;
  fault(): ScannerFault | undefined;
  setFault(fault: ScannerFault | undefined): void;
}

/** A preview is coarse, and the lamp runs over it quicker. */
const PREVIEW_SHARE = 0.25;

/** Glass, feeder and lamp of the virtual scanner. */
export function createMechanism(options: MechanismOptions): ScanMechanism {
  const feeder = createFeeder();
  let fault: ScannerFault | undefined;
  let onGlass = 0;

  const obstacle = (source: ScanOrder['source']): ScanRefusal | undefined => {
    if (fault?.kind === 'cover-open') return { refusal: 'cover-open' };
    return source === 'feeder' && feeder.state() === 'jam' ? { refusal: 'jam' } : undefined;
  };
  const msPerSide = ({ intent }: ScanOrder): number => {
    const usual = 60_000 / options.sidesPerMinute;
    return usual * (intent === 'preview' ? PREVIEW_SHARE : 1) * (fault?.kind === 'slow' ? fault.times : 1);
  };

  return {
    feeder,
    fault: () => fault,
    setFault(now) {
      fault = now;
      feeder.setFault(now);
    },
    abilities: () => options.abilities,
    status() {
      if (feeder.state() === 'jam' || fault?.kind === 'cover-open') return { state: 'stopped', feeder: feeder.state() };
      return { state: fault?.kind === 'busy' ? 'processing' : 'idle', feeder: feeder.state() };
    },
    begin(order) {
      if (fault?.kind === 'busy') return { refusal: 'busy' };
      const inTheWay = obstacle(order.source);
      if (inTheWay !== undefined) return inTheWay;
      if (order.source === 'feeder' && feeder.state() === 'empty') return { refusal: 'feeder-empty' };
      const sides = order.source === 'platen' ? fromGlass(order, ++onGlass) : fromFeeder(order, feeder);
      return createScanRun(order, { ...options, sides, obstacle, msPerSide: () => msPerSide(order) });
    },
  };
}

function fromGlass(order: ScanOrder, number: number): SideSource {
  let left = 1;
  return () =>
    left-- > 0
      ? { image: imageOf(['GLASS', `PAGE ${number}`], number + 3, order), sheet: undefined, side: 'front' }
      : DONE;
}

function fromFeeder(order: ScanOrder, feeder: Feeder): SideSource {
  /** Drawn in, with its back still to be scanned. */
  let turning: FedSheet | undefined;
  /** Jammed when it was turned: its front is not scanned twice. */
  let owed: FedSheet | undefined;
  return () => {
    const drawn = turning === undefined ? feeder.draw() : feeder.turn(turning);
    if (drawn === 'empty') return DONE;
    if (drawn === 'jam') {
      owed = turning ?? owed;
      turning = undefined;
      return { refusal: 'jam' };
    }
    const side = drawn === turning || drawn === owed ? 'back' : 'front';
    turning = order.duplex && side === 'front' ? drawn : undefined;
    const lines = ['FEEDER', `PAGE ${drawn.number}`, side.toUpperCase()];
    const image = imageOf(lines, drawn.number * 2 + (side === 'back' ? 1 : 0), order);
    return { image: { ...image, blank: side === 'back' && !drawn.twoSided }, sheet: drawn.number, side };
  };
}

const COLOR_NAMES = { color: 'COLOR', grayscale: 'GRAY', 'black-and-white': 'BLACK' } as const;

function imageOf(lines: readonly string[], tint: number, { resolution, color }: ScanOrder): Sheet {
  return { lines: [...lines, `${resolution} DPI`, COLOR_NAMES[color]], tint, blank: false };
}
