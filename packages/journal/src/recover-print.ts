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
  const { job } = question;
  if (job?.found === true && (job.state === 'waiting' || job.state === 'printing')) return { next: 'follow' };
  if (job?.found === true && job.impressions !== null) {
    return {
      next: 'settle',
      outcome: outcomeOf(job.state),
      impressions: job.impressions,
      sheets: job.sheets,
      source: 'job',
      toReview: false,
    };
  }
  const ended = job?.found === true ? outcomeOf(job.state) : undefined;
  const counted = counterDifference(question.begin.printer, question.printerNow);
  const most = question.begin.pages === null ? undefined : question.begin.pages * question.begin.copies;
  if (counted === undefined || (counted > 0 && (most === undefined || counted > most))) {
    return settled(ended ?? 'unknown', 0, 'none', true);
  }
  if (counted === most) return settled(ended ?? 'completed', counted, 'device', false);
  if (counted === 0 && job !== null && ended !== 'completed') return settled(ended ?? 'failed', 0, 'device', false);
  return settled(ended ?? 'unknown', counted, 'device', true);
}

/** F4: a job is sent again only if no byte of it was accepted. */
export function mayResend(bytesAccepted: number | 'unknown'): boolean {
  return bytesAccepted === 0;
}

function outcomeOf(state: 'waiting' | 'printing' | 'completed' | 'cancelled' | 'aborted'): ActivityOutcome {
  if (state === 'completed') return 'completed';
  return state === 'cancelled' ? 'cancelled' : 'failed';
}

function settled(outcome: ActivityOutcome, impressions: number, source: CountSource, toReview: boolean): Recovery {
  return { next: 'settle', outcome, impressions, sheets: null, source, toReview };
}

/** Undefined where the counters are not of one printer, are unknown, or went back. */
function counterDifference(before: PrinterState | null, after: PrinterState | null): number | undefined {
  if (before === null || after === null || before.uuid !== after.uuid) return undefined;
  if (before.lifetimeImpressions === null || after.lifetimeImpressions === null) return undefined;
  const difference = after.lifetimeImpressions - before.lifetimeImpressions;
  return difference < 0 ? undefined : difference;
}
