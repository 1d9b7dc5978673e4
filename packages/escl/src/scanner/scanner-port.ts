import type { ScanRefusal, ScanTicket, ScannerAbilities, ScannerStatus } from '../scanner.ts';

/** The scanner itself: glass, feeder, lamp. What it says is said by eSCL. */
export interface ScannerPort {
  abilities(): ScannerAbilities;
  /** Apart from what jobs are running: `stopped` where it waits for somebody. */
  status(): ScannerStatus;
  /** Starts to scan. Never called while a run is neither done nor cancelled. */
  begin(order: ScanOrder): ScanRun | ScanRefusal;
}

/** All that a ticket says, within the abilities of the source; of the area beginning at `offset`. */
export interface ScanOrder extends ScanTicket {
  /** In 1/300 inch. */
  readonly offset: { readonly x: number; readonly y: number };
}

/** One scan in the making. */
export interface ScanRun {
  /** Resolves when the page is scanned, of a PDF the last one. A refusal ends nothing: the next call goes on where it stopped. */
  next(): Promise<{ readonly page: AsyncIterable<Uint8Array> } | { readonly done: true } | ScanRefusal>;
  /** Sheets that moved come out. Calls of `next` that wait resolve. */
  cancel(): void;
}
