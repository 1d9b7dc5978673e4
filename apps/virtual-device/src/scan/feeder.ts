import type { FeederState } from '@holdover/escl';
import type { ScannerFault } from './scanner-fault.ts';

/** One sheet as it lies in the feeder. */
export interface FedSheet {
  /** From 1 on, as it was put in. */
  readonly number: number;
  readonly twoSided: boolean;
}

/** A side as it passes the lamp. */
export interface FedSide {
  readonly sheet: FedSheet;
  readonly side: 'front' | 'back';
}

export interface Feeder {
  /** Below those that lie there. */
  load(sheets: number, twoSided: boolean): void;
  count(): number;
  state(): FeederState;
  /** A jam ends when it is told `undefined`: the sheet lies on top again, and what was scanned of it is remembered. */
  setFault(fault: ScannerFault | undefined): void;
  /** The front of the next sheet, or what is left of the one that jammed. */
  draw(): FedSide | 'empty' | 'jam';
  /** The back of the sheet that is drawn in. */
  turn(sheet: FedSheet): FedSide | 'jam';
}

/** No feeder takes more. */
const MOST_SHEETS = 300;

export function createFeeder(): Feeder {
  const sheets: FedSheet[] = [];
  let lastNumber = 0;
  let fault: ScannerFault | undefined;
  /** Sides until the jam; undefined where none is to come. */
  let untilJam: number | undefined;
  /** The side that sticks. */
  let jammed: FedSide | undefined;
  /** The side that stuck until somebody took the sheet out. */
  let freed: FedSide | undefined;

  const state = (): FeederState => {
    if (jammed !== undefined) return 'jam';
    if (fault?.kind === 'cover-open') return 'cover-open';
    return sheets.length === 0 || fault?.kind === 'feeder-empty' ? 'empty' : 'loaded';
  };
  const pass = (side: FedSide): FedSide | 'jam' => {
    if (untilJam === 0) {
      jammed = side;
      return 'jam';
    }
    if (untilJam !== undefined) untilJam -= 1;
    return side;
  };

  return {
    load(count, twoSided) {
      if (sheets.length === 0) lastNumber = 0;
      for (let i = 0; i < count && sheets.length < MOST_SHEETS; i++) sheets.push({ number: ++lastNumber, twoSided });
    },
    count: () => sheets.length,
    state,
    setFault(now) {
      fault = now;
      untilJam = now?.kind === 'jam' ? now.afterSides : undefined;
      if (now !== undefined || jammed === undefined) return;
      sheets.unshift(jammed.sheet);
      freed = jammed;
      jammed = undefined;
    },
    draw() {
      const sheet = state() === 'empty' ? undefined : sheets.shift();
      if (sheet === undefined) return 'empty';
      return pass({ sheet, side: freed?.sheet === sheet ? freed.side : 'front' });
    },
    turn: (sheet) => pass({ sheet, side: 'back' }),
  };
}
