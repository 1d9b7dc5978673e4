import { isTerminal, type IppTransport } from '@holdover/ipp';
import { type Cancel, type Duration, type Entropy } from '@holdover/kernel';
import type { Life } from './life.ts';
import { createPrinterMemory, type PaperJob, type PrinterMemory } from './printer-memory.ts';
import { startPrinter, type RunningPrinter } from './start-printer.ts';
import { createPrinterTransport, type DocumentBreak } from './printer-transport.ts';
import type { SimulatedTime } from './simulated-time.ts';

/** What is wrong with a printer until it is told otherwise. */
export interface PrinterFaults {
  readonly isUnreachable: boolean;
  readonly isBusy: boolean;
  readonly isOutOfPaper: boolean;
  /** A job that is over is not in its list any more. */
  readonly keepsNoList: boolean;
  /** Loses power after this page of a job, once. */
  readonly dies: (PowerCut & { readonly afterPage: number }) | undefined;
  /** Of every document that comes. */
  readonly breaks: DocumentBreak | undefined;
}

export interface PowerCut {
  readonly off: Duration;
  /** Whether it goes on with what it had; otherwise it has forgotten all its jobs. */
  readonly resumes: boolean;
}

/** An IPP printer in memory, next to a terminal. */
export interface SimulatedPrinter {
  readonly uuid: string;
  /** In the hands of this program: whoever has ended hears nothing. */
  transport(life: Life): IppTransport;
  readonly faults: PrinterFaults;
  /** The others stay as they are. */
  set(faults: Partial<PrinterFaults>): void;
  cutPower(cut: PowerCut): void;
  /** The next job gets number 1; one of a number that is given again is forgotten. */
  restartIds(): void;
  forgetPastJobs(): void;
  /** The pages of its life are 0. */
  resetCounter(): void;
  /** On, and nothing is wrong with it from now on. */
  heal(): void;
  /** The truth on paper: one entry a job that put any there. */
  printed(): readonly { readonly jobName: string; readonly impressions: number }[];
}

export interface SimulatedPrinterOptions {
  readonly time: SimulatedTime;
  readonly entropy: Entropy;
  readonly pagesPerMinute: number;
  /** Of one copy. Unless told, a form feed ends a page. */
  readonly pagesOf?: (document: Uint8Array) => number;
}

const SOUND: PrinterFaults = {
  isUnreachable: false,
  isBusy: false,
  isOutOfPaper: false,
  keepsNoList: false,
  dies: undefined,
  breaks: undefined,
};

export function createSimulatedPrinter(options: SimulatedPrinterOptions): SimulatedPrinter {
  const { time, entropy } = options;
  const machine = time.machine({ name: 'printer' });
  const memory = createPrinterMemory(time.now(), entropy);
  let faults = SOUND;
  let powerBack: Cancel = () => undefined;
  let running: RunningPrinter | undefined;

  const start = (): void => {
    const { clock } = machine.start();
    running = startPrinter(options, { clock, memory, faults: () => faults, afterPage: dieWhereDue });
  };
  const powerOn = (): void => {
    powerBack();
    if (machine.state !== 'off') return;
    machine.powerOn();
    start();
  };
  const cutPower = ({ off, resumes }: PowerCut): void => {
    powerBack();
    machine.powerOff();
    running = undefined;
    if (!resumes) memory.jobs.clear();
    powerBack = time.after(off, powerOn);
  };
  const dieWhereDue = ({ impressions }: PaperJob): void => {
    const { dies } = faults;
    if (dies === undefined || impressions < dies.afterPage) return;
    faults = { ...faults, dies: undefined };
    cutPower(dies);
  };
  const set = (next: PrinterFaults): void => {
    faults = next;
    running?.engine.look();
  };

  start();
  return {
    uuid: memory.uuid,
    get faults() {
      return faults;
    },
    transport: (life) =>
      createPrinterTransport({
        time,
        life,
        printer: () => (faults.isUnreachable ? undefined : running?.printer),
        breaks: () => faults.breaks,
      }),
    set: (more) => set({ ...faults, ...more }),
    cutPower,
    heal() {
      set(SOUND);
      powerOn();
    },
    ...forgetfulness(memory),
    printed: () => memory.paper.map(({ ticket, impressions }) => ({ jobName: ticket.name, impressions })),
  };
}

function forgetfulness(
  memory: PrinterMemory,
): Pick<SimulatedPrinter, 'restartIds' | 'forgetPastJobs' | 'resetCounter'> {
  return {
    restartIds() {
      memory.nextId = 1;
    },
    forgetPastJobs() {
      for (const job of memory.jobs.values()) if (isTerminal(job.state)) memory.jobs.delete(job.id);
    },
    resetCounter() {
      memory.impressions = 0;
    },
  };
}
