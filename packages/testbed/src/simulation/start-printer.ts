import { attr, createPrinter, describePrinter, type Operation, type Printer } from '@holdover/ipp';
import type { Clock } from '@holdover/kernel';
import { createPrinterEngine, type PrinterEngine } from './printer-engine.ts';
import { createPrinterJobs } from './printer-jobs.ts';
import type { PaperJob, PrinterMemory } from './printer-memory.ts';
import type { PrinterFaults, SimulatedPrinterOptions } from './simulated-printer.ts';

/** A printer as long as its power is on. */
export interface RunningPrinter {
  readonly printer: Printer;
  readonly engine: PrinterEngine;
}

export interface Switched {
  readonly clock: Clock;
  readonly memory: PrinterMemory;
  readonly faults: () => PrinterFaults;
  readonly afterPage: (job: PaperJob) => void;
}

/** Goes on with what it has in memory. */
export function startPrinter(
  { entropy, pagesPerMinute, pagesOf = pagesByFormFeed }: Omit<SimulatedPrinterOptions, 'time'>,
  { clock, memory, faults, afterPage }: Switched,
): RunningPrinter {
  const engine = createPrinterEngine({
    clock,
    memory,
    pagesPerMinute,
    isOutOfPaper: () => faults().isOutOfPaper,
    keepsNoList: () => faults().keepsNoList,
    afterPage,
  });
  const description = describePrinter({ ...FEATURES, uuid: memory.uuid, pagesPerMinute });
  const startedAt = clock.wall();
  const printer = createPrinter({
    path: PRINTER_PATH,
    description: () => description,
    status: () => ({
      state: faults().isOutOfPaper ? 'stopped' : engine.current === undefined ? 'idle' : 'processing',
      reasons: faults().isOutOfPaper ? ['media-empty-error'] : [],
      acceptingJobs: true,
      changedAt: startedAt,
      attributes: [attr.integer('printer-impressions-completed', memory.impressions)],
    }),
    jobs: createPrinterJobs({ clock, entropy, memory, engine, isBusy: () => faults().isBusy, pagesOf }),
    clock,
  });
  engine.look();
  return { printer, engine };
}

const PRINTER_PATH = '/ipp/print';

const OPERATIONS: readonly Operation[] = [
  'Print-Job',
  'Validate-Job',
  'Cancel-Job',
  'Get-Job-Attributes',
  'Get-Jobs',
  'Get-Printer-Attributes',
];

const FEATURES = {
  name: 'Simulated printer',
  makeAndModel: 'Holdover simulated printer',
  manufacturer: 'Holdover',
  model: 'simulated printer',
  location: '',
  organization: '',
  color: true,
  duplex: true,
  formats: ['application/octet-stream', 'application/pdf', 'text/plain'],
  compressions: ['none'],
  media: ['iso_a4_210x297mm'],
  operations: OPERATIONS,
};

const FORM_FEED = 0x0c;

function pagesByFormFeed(document: Uint8Array): number {
  const feeds = document.filter((octet) => octet === FORM_FEED).length;
  return Math.max(1, document.at(-1) === FORM_FEED ? feeds : feeds + 1);
}
