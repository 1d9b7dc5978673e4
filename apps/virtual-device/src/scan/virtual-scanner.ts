import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createScanner, type EsclScanner, type FeederState } from '@holdover/escl';
import { toRfc3339, uuidv7, type Clock, type Entropy, type Logger } from '@holdover/kernel';
import { listenEscl, readFileIfPresent } from '@holdover/nodejs';
import { MODELS, type DeviceModel } from '../models.ts';
import { createMechanism, type ScanMechanism } from './scan-mechanism.ts';
import type { ScannedSide } from './scan-run.ts';
import type { ScannerFault } from './scanner-fault.ts';
import { abilitiesOf } from './scanner-models.ts';

export interface VirtualScannerOptions {
  readonly model: DeviceModel;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** With it a line of each side scanned is kept in scanned.jsonl there, and counted on after a restart. */
  readonly out?: string | undefined;
  /** The same as that of its printer; one of its own unless told. */
  readonly uuid?: string | undefined;
  /** The model's own speed unless told. */
  readonly sidesPerMinute?: number | undefined;
  readonly clock: Clock;
  readonly entropy: Entropy;
  readonly logger: Logger;
}

export interface VirtualScanner {
  /** `http://HOST:PORT/eSCL`. */
  readonly url: string;
  /** Puts sheets below those that lie in the feeder; printed on one side unless told. */
  loadFeeder(sheets: number, options?: { readonly twoSided?: boolean }): void;
  /** What lies in the feeder, and what it says of itself. */
  feeder(): { readonly sheets: number; readonly state: FeederState };
  /** `undefined` clears it: a jammed sheet is taken out and lies in the feeder again. */
  setFault(fault: ScannerFault | undefined): void;
  fault(): ScannerFault | undefined;
  /** Sides scanned ever; as in a counter of a device, previews are none. */
  scanned(): number;
  close(): Promise<void>;
}

/** Starts the scanner of a device. Faults: `port-taken`, what the file system says of `out`. */
export async function createVirtualScanner(options: VirtualScannerOptions): Promise<VirtualScanner> {
  const { model, host, port, clock, entropy, logger } = options;
  const counter = await openCounter(options);
  const mechanism = createMechanism({
    abilities: abilitiesOf(model, options.uuid ?? uuidv7(clock.wall(), entropy)),
    sidesPerMinute: options.sidesPerMinute ?? MODELS[model].pagesPerMinute,
    clock,
    onSide: counter.add,
  });
  const scanner = createScanner({ port: mechanism, clock, entropy });
  const silence = createSilence(mechanism, scanner);
  const listener = await listenEscl({ host, port, scanner: silence.scanner, logger });
  return {
    url: listener.url,
    loadFeeder: (sheets, { twoSided = false } = {}) => mechanism.feeder.load(sheets, twoSided),
    feeder: () => ({ sheets: mechanism.feeder.count(), state: mechanism.feeder.state() }),
    setFault(fault) {
      mechanism.setFault(fault);
      silence.end();
    },
    fault: () => mechanism.fault(),
    scanned: () => counter.now(),
    async close() {
      scanner.stop();
      await listener.close();
    },
  };
}

/** That of a device which is told where; it shares its identity, its folder and its speed. */
export async function openScannerOf(
  device: Omit<VirtualScannerOptions, 'host' | 'port' | 'sidesPerMinute'> & {
    readonly escl?: { readonly host: string; readonly port: number };
    readonly pagesPerMinute?: number;
  },
  uuid: string,
): Promise<VirtualScanner | undefined> {
  const { escl, model, out, pagesPerMinute: sidesPerMinute, clock, entropy, logger } = device;
  if (escl === undefined) return undefined;
  return createVirtualScanner({ ...escl, model, out, uuid, sidesPerMinute, clock, entropy, logger });
}

interface Counter {
  now(): number;
  add(side: ScannedSide): Promise<void>;
}

/** Invariant: a side is counted, and its line written, before anybody gets its image. */
async function openCounter({ out, clock }: VirtualScannerOptions): Promise<Counter> {
  const file = out === undefined ? undefined : join(out, 'scanned.jsonl');
  if (out !== undefined) await mkdir(out, { recursive: true });
  const before = file === undefined ? undefined : await readFileIfPresent(file);
  let count = before?.filter((octet) => octet === NEW_LINE).length ?? 0;
  return {
    now: () => count,
    async add({ order, sheet, side }) {
      if (order.intent === 'preview') return;
      count += 1;
      if (file === undefined) return;
      const { source, duplex, color, resolution, format } = order;
      const line = { time: toRfc3339(clock.wall()), source, sheet, side, duplex, color, resolution, format };
      await appendFile(file, `${JSON.stringify(line)}\n`);
    },
  };
}

const NEW_LINE = 0x0a;

/** While the fault is `silent`, requests are taken and answered when it has gone. */
function createSilence(mechanism: ScanMechanism, scanner: EsclScanner): { scanner: EsclScanner; end(): void } {
  let waiting: (() => void)[] = [];
  const heard = async (): Promise<void> => {
    while (mechanism.fault()?.kind === 'silent') await new Promise<void>((resolve) => waiting.push(resolve));
  };
  return {
    scanner: {
      ...scanner,
      async answer(request) {
        await heard();
        const response = await scanner.answer(request);
        await heard();
        return response;
      },
    },
    end() {
      const woken = waiting;
      waiting = [];
      for (const wake of woken) wake();
    },
  };
}
