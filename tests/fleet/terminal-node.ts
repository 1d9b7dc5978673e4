import { createNodeDigest } from '@holdover/nodejs';
import type { Entropy, Logger } from '@holdover/kernel';
import type { GatewayWire } from '@holdover/protocol';
import {
  createStretcher,
  openStores,
  openTerminal,
  type OpenTerminal,
  type Ports,
  type TerminalSelf,
  type TerminalStores,
} from '@holdover/terminal';
import {
  fastStretch,
  type SimulatedPrinter,
  type Life,
  type Machine,
  type MemoryDisk,
} from '@holdover/testbed/simulation';
import type { MemoryDocuments } from './memory-documents.ts';

/** One terminal on a machine of the simulated world, with its disk and the printer it guards. */
export interface TerminalNode {
  readonly machine: Machine;
  readonly disk: MemoryDisk;
  readonly documents: MemoryDocuments;
  readonly printer: SimulatedPrinter;
  readonly self: TerminalSelf;
  readonly running: OpenTerminal | undefined;
  /** Of the program that runs. */
  readonly stores: TerminalStores | undefined;
  start(): Promise<void>;
}

export interface TerminalNodeOptions {
  readonly machine: Machine;
  readonly disk: MemoryDisk;
  readonly documents: MemoryDocuments;
  readonly printer: SimulatedPrinter;
  readonly self: TerminalSelf;
  readonly entropy: Entropy;
  readonly logger: Logger;
  readonly wire: (life: Life) => GatewayWire;
  readonly onFailure: (error: unknown) => void;
}

const PRINTER_URI = 'ipp://printer.example/ipp/print';

export function createTerminalNode(options: TerminalNodeOptions): TerminalNode {
  const { machine, disk, documents, printer, self } = options;
  let running: OpenTerminal | undefined;
  let opened: TerminalStores | undefined;
  return {
    machine,
    disk,
    documents,
    printer,
    self,
    get running() {
      return running;
    },
    get stores() {
      return running === undefined ? undefined : opened;
    },
    async start() {
      const life = machine.start();
      life.onEnd(() => {
        running = undefined;
      });
      try {
        const stores = await openStores({
          database: (name) => disk.open(name, life),
          documents: (name) => Promise.resolve(documents.open(life, name)),
        });
        const terminal = await openTerminal(portsOf(options, life), { self, stores, printer: PRINTER_URI });
        if (!life.alive) return;
        running = terminal;
        opened = stores;
        terminal.server.link.start();
      } catch (error) {
        options.onFailure(error);
        machine.kill();
      }
    },
  };
}

function portsOf({ entropy, logger, wire, printer }: TerminalNodeOptions, life: Life): Ports {
  return {
    clock: life.clock,
    entropy,
    logger,
    digest: createNodeDigest(),
    stretch: createStretcher(fastStretch),
    hooks: { at: () => undefined },
    transport: printer.transport(life),
    wire: wire(life),
  };
}
