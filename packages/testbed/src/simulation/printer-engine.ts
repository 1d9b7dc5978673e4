import { isTerminal, type JobState } from '@holdover/ipp';
import { milliseconds, type Clock } from '@holdover/kernel';
import { beginsSheet, copiesOf, type PaperJob, type PrinterMemory } from './printer-memory.ts';

/** The part that moves paper, as long as the power is on: one job at a time, page by page. */
export interface PrinterEngine {
  readonly current: PaperJob | undefined;
  /** Jobs or paper came. */
  look(): void;
  /** Before it is printed, or after the page that moves. */
  cancel(job: PaperJob): void;
}

export interface PrinterEngineOptions {
  readonly clock: Clock;
  readonly memory: PrinterMemory;
  readonly pagesPerMinute: number;
  readonly isOutOfPaper: () => boolean;
  readonly keepsNoList: () => boolean;
  /** The printer may lose power here. */
  readonly afterPage: (job: PaperJob) => void;
}

/** Invariant: a page is on paper, in the counter and in its job at the same time. */
export function createPrinterEngine(options: PrinterEngineOptions): PrinterEngine {
  const { clock, memory } = options;
  let current: PaperJob | undefined;
  let isMoving = false;

  const end = (job: PaperJob, state: JobState, reason: string): void => {
    Object.assign(job, { state, reasons: [reason], completedAt: clock.wall() });
    if (options.keepsNoList()) memory.jobs.delete(job.id);
    if (current === job) current = undefined;
  };
  const printPage = (job: PaperJob): void => {
    if (beginsSheet(job)) job.sheets += 1;
    job.impressions += 1;
    memory.impressions += 1;
    if (job.impressions === 1) memory.paper.push(job);
    if (job.impressions >= job.pages * copiesOf(job)) end(job, 'completed', 'job-completed-successfully');
    options.afterPage(job);
  };
  const step = (): void => {
    isMoving = false;
    if (current?.reasons.includes(STOPPING)) end(current, 'canceled', 'job-canceled-by-user');
    else if (current !== undefined && !options.isOutOfPaper()) printPage(current);
    look();
  };
  const look = (): void => {
    current ??= [...memory.jobs.values()].find((job) => WAITING.has(job.state));
    if (current === undefined || isMoving) return;
    const isStopped = options.isOutOfPaper() && !current.reasons.includes(STOPPING);
    current.processingAt ??= clock.wall();
    current.state = isStopped ? 'processing-stopped' : 'processing';
    if (!current.reasons.includes(STOPPING)) current.reasons = [isStopped ? 'printer-stopped' : 'job-printing'];
    if (isStopped) return;
    isMoving = true;
    clock.after(milliseconds(60_000 / options.pagesPerMinute), step);
  };

  return {
    get current() {
      return current;
    },
    look,
    cancel(job) {
      if (isTerminal(job.state)) return;
      if (job !== current) return end(job, 'canceled', 'job-canceled-by-user');
      job.reasons = [STOPPING];
      look();
    },
  };
}

const STOPPING = 'processing-to-stop-point';
/** After a power cut the one that was printed goes on. */
const WAITING: ReadonlySet<JobState> = new Set(['pending', 'processing', 'processing-stopped']);
