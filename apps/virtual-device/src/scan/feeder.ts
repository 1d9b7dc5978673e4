import type { FeederState } from '@holdover/escl';
import type { ScannerFault } from './scanner-fault.ts';

/** One sheet as it lies in the feeder. */
export interface FedSheet {
  /** From 1 on, as it was put in. */
  readonly number: number;
  readonly twoSided: boolean;
}

export interface Feeder {
  /** Below those that lie there. */
  load(sheets: number, twoSided: boolean): void;
  count(): number;
  state(): FeederState;
  /** A jam ends when it is told `undefined`: the sheet lies on top again. */
  setFault(fault: ScannerFault | undefined): void;
  /** Draws the next sheet in. */
  draw(): FedSheet | 'empty' | 'jam';
  /** Turns the sheet that is drawn in. */
  turn(sheet: FedSheet): FedSheet | 'jam';
}

/** No feeder takes more. */
const MOST_SHEETS = 300;

export function createFeeder(): Feeder {
  const sheets: FedSheet[] = [];
  let lastNumber = 0;
  let fault: ScannerFault | undefined;
  /** Sides until the jam; undefined where none is to come. */
  let untilJam: number | undefined;
  let jammed: FedSheet | undefined;

  const state = (): FeederState => {
    if (jammed !== undefined) return 'jam';
    if (fault?.kind === 'cover-open') return 'cover-open';
    return sheets.length === 0 || fault?.kind === 'feeder-empty' ? 'empty' : 'loaded';
  };
  const pass = (sheet: FedSheet): FedSheet | 'jam' => {
    if (untilJam === 0) {
      jammed = sheet;
      return 'jam';
    }
    if (untilJam !== undefined) untilJam -= 1;
    return sheet;
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
      sheets.unshift(jammed);
      jammed = undefined;
    },
    draw() {
      const sheet = state() === 'empty' ? undefined : sheets.shift();
      return sheet === undefined ? 'empty' : pass(sheet);
    },
    turn: pass,
  };
}
