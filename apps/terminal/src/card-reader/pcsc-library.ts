import { createRequire } from 'node:module';
import { Fault } from '@holdover/kernel';

/** What is used of the package `smartcard`, which is not on every machine (ADR 25). */
export interface PcscDevices {
  start(): void;
  stop(): void;
  /** Empty where the service is gone. */
  listReaders(): readonly { readonly name: string }[];
  on(event: 'reader-attached' | 'reader-detached' | 'card-removed', listener: (of: unknown) => void): unknown;
  on(event: 'card-inserted', listener: (inserted: { readonly card: PcscCard }) => void): unknown;
  on(event: 'error', listener: (error: unknown) => void): unknown;
}

export interface PcscCard {
  /** One APDU; the answer ends in the status word (ISO/IEC 7816-4). */
  transmit(command: readonly number[]): Promise<Uint8Array>;
}

export type PcscLibrary = () => PcscDevices;

const require = createRequire(import.meta.url);

/** @throws Fault `card-reader-library-missing` with what to do about it */
export function loadPcscLibrary(): PcscLibrary {
  try {
    const { Devices } = require('smartcard') as { Devices: new () => PcscDevices }; // its own types are not everywhere
    return () => new Devices();
  } catch (cause) {
    throw new Fault({
      owner: 'environment',
      code: 'card-reader-library-missing',
      message:
        'The library for PC/SC card readers is not built. Install pcscd and libpcsclite-dev, then run: npm run build:card-reader',
      cause,
    });
  }
}
