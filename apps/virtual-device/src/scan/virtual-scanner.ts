import type { FeederState } from '@holdover/escl';
import type { Clock, Entropy, Logger } from '@holdover/kernel';
import type { DeviceModel } from '../models.ts';
import type { ScannerFault } from './scanner-fault.ts';

export interface VirtualScannerOptions {
  readonly model: DeviceModel;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With it every side scanned is kept there too, as the scanner sent it. */
  readonly out?: string;
  /** The model's own speed unless told. */
  readonly sidesPerMinute?: number;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

export interface VirtualScanner {
  /** `http://HOST:PORT/eSCL`. */
  readonly url: string;
  /** Puts sheets on top of those that lie in the feeder; printed on one side unless told. */
  loadFeeder(sheets: number, options?: { readonly twoSided?: boolean }): void;
  /** What lies in the feeder, and what it says of itself. */
  feeder(): { readonly sheets: number; readonly state: FeederState };
  /** `undefined` clears it: a jammed sheet is taken out and lies in the feeder again. */
  setFault(fault: ScannerFault | undefined): void;
  /** Sides scanned ever; as in a counter of a device, previews are none. */
  scanned(): number;
  close(): Promise<void>;
}
