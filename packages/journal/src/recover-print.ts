import type { ActivityOutcome, CountSource, PrinterState, RecordOf } from './record.ts';

/** The job by our own name at the printer, after the power came back. */
export type JobAtPrinter =
  | {
      readonly found: true;
      readonly state: 'waiting' | 'printing' | 'completed' | 'cancelled' | 'aborted';
      readonly impressions: number | null;
      readonly sheets: number | null;
    }
  | { readonly found: false };

export interface RecoveryQuestion {
  readonly begin: Pick<RecordOf<'activity-begin'>, 'pages' | 'copies' | 'printer'>;
  /** Null while the printer cannot be asked. */
  readonly printerNow: PrinterState | null;
  /** Null where the printer keeps no list of past jobs. */
  readonly job: JobAtPrinter | null;
}

/** `follow` the job still runs: its own state will tell; `settle` write the activity's end. */
export type Recovery =
  | { readonly next: 'follow' }
  | {
      readonly next: 'settle';
      readonly outcome: ActivityOutcome;
      readonly impressions: number;
      readonly sheets: number | null;
      readonly source: CountSource;
      readonly toReview: boolean;
    };

/** F4: the job by its name, else the counter difference, else unknown. The least is booked; the rest goes to review. */
export function recoverPrint(question: RecoveryQuestion): Recovery {
  const { begin, job } = question;
  const counted = counterDifference(begin.printer, question.printerNow);
  const whole = begin.pages === null ? undefined : begin.pages * begin.copies;
  if (job?.found !== true) return settleUnseen(job === null, counted, whole);
  if (job.state === 'waiting' || job.state === 'printing') return { next: 'follow' };
  const outcome = outcomeOf(job.state);
  // A completed job of 0 pages is one whose printer does not count by the job.
  if (job.impressions !== null && (job.impressions > 0 || outcome !== 'completed')) {
    return { ...settled(outcome, job.impressions, 'job', false), sheets: job.sheets };
  }
  return outcome === 'completed' ? settleCompleted(counted, whole) : settleStopped(outcome, counted, whole);
}

type Settled = Extract<Recovery, { next: 'settle' }>;

/** The printer says that all of it was printed, and not how much that was. */
function settleCompleted(counted: number | undefined, whole: number | undefined): Settled {
  if (whole === undefined) return settled('completed', 0, 'none', true);
  if (counted === whole) return settled('completed', whole, 'device', false);
  if (counted === undefined) return settled('completed', whole, 'estimate', false);
  const fewer = counted > 0 && counted < whole;
  return fewer ? settled('completed', counted, 'device', true) : settled('completed', whole, 'estimate', true);
}

/** The printer says that it was stopped, and not after how much. */
function settleStopped(outcome: ActivityOutcome, counted: number | undefined, whole: number | undefined): Settled {
  if (counted === 0) return settled(outcome, 0, 'device', false);
  const fits = counted !== undefined && whole !== undefined && counted <= whole;
  return fits ? settled(outcome, counted, 'device', counted !== whole) : settled(outcome, 0, 'none', true);
}

/** @param unlisted the printer keeps no list of jobs: what it has not counted may still come */
function settleUnseen(unlisted: boolean, counted: number | undefined, whole: number | undefined): Settled {
  if (counted === 0) return unlisted ? settled('unknown', 0, 'device', true) : settled('failed', 0, 'device', false);
  if (counted === undefined || whole === undefined || counted > whole) return settled('unknown', 0, 'none', true);
  return counted === whole
    ? settled('completed', counted, 'device', false)
    : settled('unknown', counted, 'device', true);
}

/** F4: a job is sent again only if no byte of it was accepted. */
export function mayResend(bytesAccepted: number | 'unknown'): boolean {
  return bytesAccepted === 0;
}

function outcomeOf(state: 'waiting' | 'printing' | 'completed' | 'cancelled' | 'aborted'): ActivityOutcome {
  if (state === 'completed') return 'completed';
  return state === 'cancelled' ? 'cancelled' : 'failed';
}

function settled(outcome: ActivityOutcome, impressions: number, source: CountSource, toReview: boolean): Settled {
  return { next: 'settle', outcome, impressions, sheets: null, source, toReview };
}

/** Undefined where the counters are not of one printer, are unknown, or went back. */
function counterDifference(before: PrinterState | null, after: PrinterState | null): number | undefined {
  if (before === null || after === null || before.uuid !== after.uuid) return undefined;
  if (before.lifetimeImpressions === null || after.lifetimeImpressions === null) return undefined;
  const difference = after.lifetimeImpressions - before.lifetimeImpressions;
  return difference < 0 ? undefined : difference;
}
