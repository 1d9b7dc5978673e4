import { integerOf, stringOf, type Attribute, type JobState, type JobTicket, type JobView } from '@holdover/ipp';
import { uuidv7, type Entropy, type Instant } from '@holdover/kernel';

/** A job in the memory of a printer. */
export interface PaperJob {
  readonly id: number;
  readonly uuid: string;
  readonly ticket: JobTicket;
  readonly createdAt: Instant;
  readonly bytes: number;
  /** Of one copy. */
  readonly pages: number;
  state: JobState;
  reasons: readonly string[];
  processingAt: Instant | undefined;
  completedAt: Instant | undefined;
  impressions: number;
  sheets: number;
}

/** What a printer knows of itself, whether it is switched on or not. */
export interface PrinterMemory {
  readonly uuid: string;
  nextId: number;
  /** Pages in its life. */
  impressions: number;
  readonly jobs: Map<number, PaperJob>;
  /** Every job that ever put ink on paper: no fault of the printer's memory reaches these. */
  readonly paper: PaperJob[];
}

export function createPrinterMemory(now: Instant, entropy: Entropy): PrinterMemory {
  return { uuid: uuidv7(now, entropy), nextId: 1, impressions: 0, jobs: new Map(), paper: [] };
}

export const copiesOf = ({ ticket }: PaperJob): number => integerOf(ticket.template, 'copies') ?? 1;

/** Whether the next page begins a sheet. */
export function beginsSheet({ ticket, impressions, pages }: PaperJob): boolean {
  const sides = stringOf(ticket.template, 'sides') ?? 'one-sided';
  return sides === 'one-sided' || (impressions % pages) % 2 === 0;
}

export function viewOf(job: PaperJob): JobView {
  const { ticket, reasons, impressions, sheets, pages, ...same } = job;
  return {
    ...same,
    ...nameAndTemplate(ticket),
    stateReasons: reasons,
    documents: 1,
    impressions: pages * copiesOf(job),
    impressionsCompleted: impressions,
    sheetsCompleted: sheets,
  };
}

function nameAndTemplate({ name, userName, template }: JobTicket): {
  readonly name: string;
  readonly userName: string;
  readonly template: readonly Attribute[];
} {
  return { name, userName, template };
}
